"""The separate port takes no large frame, not even before a token."""

from __future__ import annotations

import aiohttp
from support import free_port, make_app, run, serving

from seo_live import Settings


@run
async def test_a_large_frame_before_the_token_ends_the_connection() -> None:
    port = free_port()
    app, _ = make_app({}, settings=Settings(port=port))
    async with serving(app), aiohttp.ClientSession() as session:
        socket = f"http://127.0.0.1:{port}/socket.io/?EIO=4&transport=websocket"
        async with session.ws_connect(socket) as ws:
            await ws.receive_str()
            await ws.send_str("4" + "x" * 1_000_000)
            answer = await ws.receive()
            assert answer.type in (aiohttp.WSMsgType.CLOSE, aiohttp.WSMsgType.CLOSED)
            assert ws.close_code == 1009
