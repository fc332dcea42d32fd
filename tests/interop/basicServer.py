"""A basic server: five fields, times without zone, no ack, `done`. It uses no code of SEO Live.

/usr/bin/python3 basicServer.py PORT   (0: any free port). BASIC_STEP_MS: time of one step, 300 by default.
"""

import asyncio
import itertools
import os
import socket
import sys
from datetime import datetime

import socketio
import uvicorn
from fastapi import FastAPI
from fastapi.middleware.cors import CORSMiddleware
from fastapi.responses import JSONResponse

PAGES = [f"Reading page {number}" for number in range(2, 9)]
STEPS = ["Connecting", "Reading the start page", *PAGES, "Scoring"]
STEP_S = int(os.environ.get("BASIC_STEP_MS", "300")) / 1000

app = FastAPI()
app.add_middleware(CORSMiddleware, allow_origins=["*"], allow_methods=["*"], allow_headers=["*"])
sio = socketio.AsyncServer(async_mode="asgi", cors_allowed_origins="*", ping_interval=20)
jobs: dict[str, dict] = {}
tasks: set[asyncio.Task] = set()
numbers = itertools.count(1)


async def report(job_id: str, progress: float, status: str, step: str) -> None:
    now = datetime.now().isoformat()
    names = ("job_id", "progress", "status", "current_step", "timestamp")
    jobs[job_id] = dict(zip(names, (job_id, progress, status, step, now)))
    event = "job_completed" if status == "done" else "job_progress"
    await sio.emit(event, jobs[job_id], room=f"job_{job_id}")


async def work(job_id: str) -> None:
    for number, step in enumerate(STEPS):
        await asyncio.sleep(STEP_S)
        await report(job_id, 100 * number / len(STEPS), "running", step)
    await asyncio.sleep(STEP_S)
    await report(job_id, 100, "done", "Finished")


@app.post("/api/jobs")
async def start() -> dict:
    job_id = f"task-{next(numbers)}"
    await report(job_id, 0, "running", "Starting")
    task = asyncio.create_task(work(job_id))
    tasks.add(task)
    task.add_done_callback(tasks.discard)
    return {"job_id": job_id}


@app.get("/api/jobs/{job_id}/status")
async def status(job_id: str) -> JSONResponse:
    job = jobs.get(job_id)
    return JSONResponse(job or {"detail": "No such job"}, 200 if job else 404)


@sio.on("join_job")
async def join(sid: str, data):
    room = sio.enter_room(sid, f"job_{data['job_id'] if isinstance(data, dict) else data}")
    if room is not None:
        await room
    return sio.not_handled  # Sends no ack, not even an empty one.


if __name__ == "__main__":
    listening = socket.create_server(("127.0.0.1", int(sys.argv[1])))
    print(listening.getsockname()[1], flush=True)
    served = socketio.ASGIApp(sio, app)
    uvicorn.Server(uvicorn.Config(served, log_level="warning")).run(sockets=[listening])
