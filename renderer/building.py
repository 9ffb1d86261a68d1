"""From a programme to finished loops: plan, render what is missing, join, publish."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from release import format as release
from renderer.digests import digest_of_value
from renderer.errors import ProgrammeError, StoreError
from renderer.executors.local import LocalExecutor
from renderer.planning import (
    Action,
    BodyAction,
    Encoding,
    LoopPlan,
    SoundCue,
    plan_loop,
    plan_scene,
)
from renderer.programme import Canvas, Programme
from renderer.rendering import Still, render_poster, render_still
from renderer.store import Store
from renderer.themes import read_theme
from renderer.timeline import FADE_FRAMES, FPS, Scene, Timeline, build_timeline
from renderer.video.joining import join_loop
from renderer.video.sound import RATE, Cue, compose_sound

type OnProgress = Callable[[int, int], None]

SAMPLES_PER_FRAME = RATE // FPS


@dataclass(frozen=True)
class Built:
    """A cluster's loops by canvas, and how many segments had to be rendered."""

    loops: dict[str, release.Loop]
    rendered: int
    reused: int


@dataclass(frozen=True)
class StillChoice:
    """Which picture of a programme; without a face, the whole canvas."""

    canvas: str
    slot: str
    step: int = 0
    face: str | None = None
    page: int = 0


@dataclass(frozen=True)
class Builder:
    """Builds loops into a store; what is there already is not made again."""

    store: Store
    themes_root: Path
    executor: LocalExecutor
    encoding: Encoding = Encoding()

    def build(self, programme: Programme, on_progress: OnProgress) -> Built:
        """One loop for each canvas. `on_progress` hears of done and all segments.

        Raises RendererError when anything cannot be shown; then nothing is half done:
        what was rendered waits in the store for the next try.
        """
        theme = read_theme(self.themes_root / programme.theme, programme.variant)
        plans = {
            canvas.code: plan_loop(
                build_timeline(programme, canvas),
                theme=programme.theme,
                variant=programme.variant,
                theme_digest=theme.digest,
                encoding=self.encoding,
            )
            for canvas in programme.cluster.canvases
        }
        rendered, reused = self._render_missing(plans, on_progress)
        loops = {
            canvas.code: self._loop(programme, canvas, plans[canvas.code])
            for canvas in programme.cluster.canvases
        }
        return Built(loops, rendered, reused)

    def still(self, programme: Programme, choice: StillChoice) -> Still:
        """One picture exactly as the loop will show it.

        Raises ProgrammeError when the programme has no such canvas, slot or face.
        """
        canvas = _chosen(programme.cluster.canvases, "canvas", "code", choice.canvas)
        slot = _chosen(programme.slots, "slot", "id", choice.slot)
        timeline = build_timeline(programme, canvas)
        scenes = [scene for scene in timeline.scenes if scene.slot == slot]
        theme = read_theme(self.themes_root / programme.theme, programme.variant)
        shot = plan_scene(
            canvas,
            scenes[choice.step % len(scenes)],
            theme=programme.theme,
            variant=programme.variant,
            theme_digest=theme.digest,
        )
        codes = [face.code for face in canvas.faces]
        if choice.face is not None and choice.face not in codes:
            raise _no_such("face", choice.face, codes)
        face = codes.index(choice.face) if choice.face is not None else None
        return render_still(
            shot, self.store.root, self.themes_root, face=face, page=choice.page
        )

    def _render_missing(
        self, plans: dict[str, LoopPlan], on_progress: OnProgress
    ) -> tuple[int, int]:
        actions = {action.key: action for p in plans.values() for action in p.actions}
        missing = [
            action for key, action in actions.items() if not self.store.result_of(key)
        ]
        reused, done = len(actions) - len(missing), 0

        def count(_: Action) -> None:
            nonlocal done
            done += 1
            on_progress(reused + done, len(actions))

        on_progress(reused, len(actions))
        if missing:
            self.executor.execute(missing, count)
        return len(missing), reused

    def _loop(
        self, programme: Programme, canvas: Canvas, plan: LoopPlan
    ) -> release.Loop:
        file = self.store.result_of(plan.key) or self._join(plan)
        return release.Loop(
            file=file,
            poster=self._poster(plan),
            width_px=canvas.width_px,
            height_px=canvas.height_px,
            fps=self.encoding.fps,
            frame_count=plan.frame_count,
            scenes=describe_scenes(build_timeline(programme, canvas)),
        )

    def _join(self, plan: LoopPlan) -> release.File:
        segments = [self._segment(action) for action in plan.actions]
        sound = compose_sound(
            [self._cue(cue) for cue in plan.cues], plan.frame_count * SAMPLES_PER_FRAME
        )
        with self.store.unfinished_file(".mp4") as path:
            join_loop(segments, sound, path, fps=self.encoding.fps)
            return self.store.record(plan.key, self.store.keep(path))

    def _segment(self, action: Action) -> Path:
        file = self.store.result_of(action.key)
        if file is None:
            raise StoreError(
                str(self.store.root),
                "the segment {key} is gone",
                "leave the store alone while the renderer runs",
                key=action.key,
            )
        return self.store.path_of(file.sha256)

    def _cue(self, cue: SoundCue) -> Cue:
        return Cue(
            path=self.store.path_of(cue.clip.sha256),
            from_second=Fraction(cue.clip.start_frame, FPS),
            at_sample=cue.at_frame * SAMPLES_PER_FRAME,
            sample_count=cue.frame_count * SAMPLES_PER_FRAME,
            fade_samples=FADE_FRAMES * SAMPLES_PER_FRAME,
        )

    def _poster(self, plan: LoopPlan) -> release.File:
        """What is shown until the loop has loaded: the first scene, fully there."""
        first = next(a for a in plan.actions if isinstance(a, BodyAction))
        key = digest_of_value({"kind": "poster", "of": first.key})
        known = self.store.result_of(key)
        if known:
            return known
        content = render_poster(first, self.store.root, self.themes_root)
        return self.store.record(key, self.store.keep_bytes(content))


def _chosen[Thing](
    things: Sequence[Thing], name: str, attribute: str, wanted: str
) -> Thing:
    for thing in things:
        if getattr(thing, attribute) == wanted:
            return thing
    raise _no_such(name, wanted, [getattr(thing, attribute) for thing in things])


def _no_such(name: str, wanted: str, known: list[str]) -> ProgrammeError:
    return ProgrammeError(
        name,
        "there is no {wanted}",
        "choose one of {known}",
        wanted=wanted,
        known=", ".join(known),
    )


def describe_scenes(timeline: Timeline) -> tuple[release.Scene, ...]:
    """What a timetable tells of a loop, for people and for proof of play."""
    return tuple(
        _described(scene, start, timeline.canvas)
        for start, scene in zip(timeline.starts, timeline.scenes, strict=True)
    )


def _described(scene: Scene, start: int, canvas: Canvas) -> release.Scene:
    faces = tuple(
        release.FaceScene(face=face.code, language=face.language_at(scene.step))
        for face in canvas.faces
    )
    slot = scene.slot
    return release.Scene(
        start_frame=start,
        frame_count=scene.frame_count,
        slot_id=slot.id if slot else "",
        item_key=slot.item.key if slot else "",
        titles={t.language: t.title for t in slot.item.texts} if slot else {},
        faces=faces,
    )
