"""From a programme to finished loops: plan, render what is missing, join, publish."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from release import format as release
from renderer.checking import check_lines, check_programme, without_file_of
from renderer.digests import digest_of_value
from renderer.errors import (
    MediaError,
    ProgrammeError,
    RendererError,
    StoreError,
    TypesettingError,
)
from renderer.executors import Executor, Urgency
from renderer.parts import Parts, note_parts
from renderer.planning import (
    Action,
    BodyAction,
    Encoding,
    Level,
    LoopPlan,
    SceneShot,
    SoundAction,
    loudness_key,
    plan_loop,
    plan_scenes,
    plan_silence,
    plan_sound,
)
from renderer.programme import Canvas, Face, Programme
from renderer.progress import Progress
from renderer.rendering import (
    Outline,
    Still,
    outline_of,
    render_poster,
    render_still,
)
from renderer.store import Store
from renderer.themes import read_theme
from renderer.timeline import DEFAULT_PACE, Pace, Scene, Timeline, build_timeline
from renderer.video.joining import join_loop

type OnProgress = Callable[[Progress], None]


@dataclass(frozen=True)
class Built:
    """A cluster's loops by canvas, and how many segments had to be rendered.

    The problems are those of what was left out, or not said in full.
    """

    loops: dict[str, release.Loop]
    rendered: int
    reused: int
    problems: tuple[RendererError, ...] = ()


@dataclass(frozen=True)
class StillChoice:
    """Which picture of a programme; without a face, the whole canvas."""

    canvas: str
    slot: str
    step: int = 0
    face: str | None = None
    page: int = 0


@dataclass(frozen=True)
class Reading:
    """What there is to see of a choice, how long it is seen, and what is not legible.

    Without an outline nothing can be shown of it; the problems say why.
    """

    outline: Outline | None
    frame_count: int
    problems: tuple[RendererError, ...]


@dataclass(frozen=True)
class Builder:
    """Builds loops into a store; what is there already is not made again."""

    store: Store
    themes_root: Path
    executor: Executor
    encoding: Encoding = Encoding()
    level: Level = Level()
    pace: Pace = DEFAULT_PACE

    def build(
        self,
        programme: Programme,
        on_progress: OnProgress,
        *,
        urgency: Urgency = Urgency.LATER,
        is_all_needed: bool = False,
    ) -> Built:
        """One loop for each canvas. `on_progress` hears of every segment.

        What cannot be read, by people or as a file, is left out and told: mostly before
        anything is rendered, and a file that fails only then by building again without.
        But where all is needed it is raised.

        Raises RendererError when anything else cannot be shown; then nothing is half
        done: what was rendered waits in the store for the next try.
        """
        theme = read_theme(self.themes_root / programme.theme, programme.variant)
        failed: tuple[RendererError, ...] = ()
        while True:
            checked = check_programme(programme, theme, self.store, self.pace)
            if is_all_needed and checked.problems:
                raise checked.problems[0]
            try:
                built = self._build(
                    checked.programme, theme.digest, on_progress, urgency
                )
            except MediaError as error:
                # Each time there is a slot less, or the error goes up.
                programme, told = without_file_of(programme, error)
                failed += told
            else:
                return replace(built, problems=(*failed, *checked.problems))

    def _build(
        self,
        programme: Programme,
        theme_digest: str,
        on_progress: OnProgress,
        urgency: Urgency,
    ) -> Built:
        plans = {
            canvas.code: self._plan(programme, canvas, theme_digest)
            for canvas in programme.cluster.canvases
        }
        rendered, reused = self._render_missing(plans, on_progress, urgency)
        loops = {
            canvas.code: self._loop(programme, canvas, plans[canvas.code])
            for canvas in programme.cluster.canvases
        }
        return Built(loops, rendered, reused)

    def still(self, programme: Programme, choice: StillChoice) -> Still:
        """One picture exactly as the loop will show it.

        Raises ProgrammeError when the programme has no such canvas, slot or face.
        """
        scene, face = self._chosen_scene(programme, choice)
        return render_still(
            scene, self.store.address, self.themes_root, face=face, page=choice.page
        )

    def read(self, programme: Programme, choice: StillChoice) -> Reading:
        """The same without drawing it, and what any face would leave out or cut short.

        Raises ProgrammeError as `still` does.
        """
        scene, face = self._chosen_scene(programme, choice)
        theme = read_theme(self.themes_root / programme.theme, programme.variant)
        problems = check_programme(programme, theme, self.store, self.pace).problems
        try:
            outline = outline_of(scene, self.store.address, self.themes_root, face=face)
        except (TypesettingError, MediaError):
            outline = None  # which the problems tell
        return Reading(outline, scene.frame_count, problems)

    def _chosen_scene(
        self, programme: Programme, choice: StillChoice
    ) -> tuple[SceneShot, int | None]:
        canvas = _chosen(programme.cluster.canvases, "canvas", "code", choice.canvas)
        slot = _chosen(programme.slots, "slot", "id", choice.slot)
        theme = read_theme(self.themes_root / programme.theme, programme.variant)
        programme = check_lines(programme, theme, self.pace).programme
        timeline = build_timeline(programme, canvas, self.pace)
        shots = plan_scenes(
            timeline,
            theme=programme.theme,
            variant=programme.variant,
            theme_digest=theme.digest,
        )
        steps = [
            shot
            for shot, scene in zip(shots, timeline.scenes, strict=True)
            if scene.slot == slot
        ]
        codes = [face.code for face in canvas.faces]
        if choice.face is not None and choice.face not in codes:
            raise _no_such("face", choice.face, codes)
        face = codes.index(choice.face) if choice.face is not None else None
        return steps[choice.step % len(steps)], face

    def _plan(
        self, programme: Programme, canvas: Canvas, theme_digest: str
    ) -> LoopPlan:
        timeline = build_timeline(programme, canvas, self.pace)
        is_heard = not programme.is_quiet
        return plan_loop(
            timeline,
            theme=programme.theme,
            variant=programme.variant,
            theme_digest=theme_digest,
            encoding=self.encoding,
            sounds=plan_sound(timeline, self.level)
            if is_heard
            else plan_silence(timeline),
        )

    def _render_missing(
        self, plans: dict[str, LoopPlan], on_progress: OnProgress, urgency: Urgency
    ) -> tuple[int, int]:
        actions = {action.key: action for p in plans.values() for action in p.actions}
        missing = [
            action for key, action in actions.items() if not self.store.result_of(key)
        ]
        reused = len(actions) - len(missing)
        frames_left = sum(_pictures_in(action) for action in missing)
        progress = Progress(reused, len(actions), frames_left=frames_left)

        def count(action: Action) -> None:
            nonlocal progress
            progress = progress.after(_pictures_in(action))
            on_progress(progress)

        on_progress(progress)
        if missing:
            self.executor.execute(missing, count, urgency=urgency)
        return len(missing), reused

    def _loop(
        self, programme: Programme, canvas: Canvas, plan: LoopPlan
    ) -> release.Loop:
        file = self.store.result_of(plan.key) or self._join(plan)
        poster = self._poster(plan)
        note_parts(self.store, file.sha256, self._parts(programme, plan))
        return release.Loop(
            file=file,
            poster=poster,
            width_px=canvas.width_px,
            height_px=canvas.height_px,
            fps=self.encoding.fps,
            frame_count=plan.frame_count,
            scenes=describe_scenes(build_timeline(programme, canvas, self.pace)),
        )

    def _join(self, plan: LoopPlan) -> release.File:
        pictures = [self._segment(action) for action in plan.pictures]
        sounds = [self._segment(action) for action in plan.sounds]
        with self.store.unfinished_file(".mp4") as path:
            join_loop(pictures, sounds, path, fps=self.encoding.fps)
            return self.store.record(plan.key, self.store.keep(path))

    def _parts(self, programme: Programme, plan: LoopPlan) -> Parts:
        """Everything that would have to be made or fetched again without the store."""
        keys = {plan.key, _poster_key(plan)} | {action.key for action in plan.actions}
        clips = {cue.clip.sha256 for sound in plan.sounds for cue in sound.cues}
        keys |= {loudness_key(sha256) for sha256 in clips}
        media = clips | {file.sha256 for file in programme.media_files}
        return Parts(frozenset(keys), frozenset(media))

    def _segment(self, action: Action) -> Path:
        file = self.store.result_of(action.key)
        if file is None:
            raise StoreError(
                str(self.store.address),
                "the segment {key} is gone",
                "leave the store alone while the renderer runs",
                key=action.key,
            )
        return self.store.path_of(file.sha256)

    def _poster(self, plan: LoopPlan) -> release.File:
        """What is shown until the loop has loaded: the first scene, fully there."""
        key = _poster_key(plan)
        known = self.store.result_of(key)
        if known:
            return known
        content = render_poster(_first_body(plan), self.store.address, self.themes_root)
        return self.store.record(key, self.store.keep_bytes(content))


def _pictures_in(action: Action) -> int:
    """What takes the time: beside pictures, sound is made in none."""
    return 0 if isinstance(action, SoundAction) else action.frame_count


def _first_body(plan: LoopPlan) -> BodyAction:
    return next(a for a in plan.pictures if isinstance(a, BodyAction))


def _poster_key(plan: LoopPlan) -> str:
    return digest_of_value({"kind": "poster", "of": _first_body(plan).key})


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
    slot = scene.slot
    shown = {face.code: _language_shown(scene, face) for face in canvas.faces}
    faces = tuple(
        release.FaceScene(face=face, language=language)
        for face, language in shown.items()
        if language
    )
    return release.Scene(
        start_frame=start,
        frame_count=scene.frame_count,
        slot_id=slot.id if slot and slot.item.key else "",  # else it is of no programme
        item_key=slot.item.key if slot else "",
        titles={t.language: t.title for t in slot.item.texts} if slot else {},
        faces=faces,
    )


def _language_shown(scene: Scene, face: Face) -> str | None:
    """Of the words that are seen there; None where a face leaves the slot out."""
    if scene.slot is None:
        return face.language_at(scene.step)
    language = face.language_of(scene.slot, scene.step)
    return scene.slot.item.text_in(language).words_language if language else None
