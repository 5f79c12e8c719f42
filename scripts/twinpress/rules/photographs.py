"""Rules of the family IMG on the files themselves: size, format, place, name."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from twinpress import footage
from twinpress.archive import Article
from twinpress.finding import Severity
from twinpress.illustration import Use, is_picture
from twinpress.picture import FORMATS, Picture
from twinpress.rules.rule import Context, Report, rule

MEGAPIXELS = 40
"""Larger than any camera's picture that a page could need; a phone takes seconds to decode it."""
NAME = re.compile(r"[A-Za-z0-9._-]+")
OTHER_PICTURES = (".bmp", ".tif", ".tiff", ".heic", ".heif", ".psd", ".raw", ".jfif", ".jp2", ".ico", ".svgz", ".jxl")
"""Endings of pictures that browsers do not all show."""


def _pictures(article: Article, context: Context) -> Iterator[tuple[Use, Picture]]:
    """Yield the picture files beside an article, with the place where each is named first."""
    named: dict[str, Use] = {}
    for use in context.uses(article):
        known = named.get(use.name)
        if known is None or (use.field.startswith("pictures.") and not known.field.startswith("pictures.")):
            named[use.name] = use
    for name, found in context.pictures(article):
        yield named.get(name, Use(name, article.original, line=1)), found


def _report(use: Use, zh: str, en: str, fix: str = "") -> Report:
    return Report(
        field=use.field,
        line=use.place,
        path=use.document.path,
        zh=f"{use.name}：{zh}",
        en=f"“{use.name}”: {en}",
        fix=fix,
    )


@rule("IMG003", scope="article")
def oversized_picture(article: Article, context: Context) -> Iterator[Report]:
    """A picture file must not be larger than the site allows (``picture_limit_kb``), nor than 40 megapixels.

    图片文件不得超过本站上限（``picture_limit_kb``），像素不得超过四千万。

    Why: What is committed stays in the repository for ever. Readers get smaller sizes that the build makes; they open the
    file itself only where they want to see all of it, and old phones give up at such pictures.
    2000 pixels on the long side at quality 85 are enough for any screen.
    为什么：提交后会永远留在仓库里。生成网站时会为读者制作较小的图片；读者要看完整图片时才打开原文件，旧手机打不开太大的图片。
    长边 2000 像素、质量 85，对任何屏幕都够用。

    Bad:
        DSC_0412.JPG  9800 kB
    Good:
        opening.jpg  420 kB
    """
    limit = context.site.options.picture_limit_kb
    for use, found in _pictures(article, context):
        if found.bytes > limit * 1000:
            kb = -(-found.bytes // 1000)
            yield _report(
                use,
                f"文件不得超过 {limit} kB，现为 {kb} kB。请缩小到长边 2000 像素后再保存。",
                f"the file must not be larger than {limit} kB, it has {kb} kB. Scale it to 2000 pixels on the long side.",
            )
        elif found.megapixels > MEGAPIXELS:
            shown = f"{found.width} × {found.height}"
            yield _report(
                use,
                f"图片不得超过四千万像素，现为 {shown}。请缩小到长边 2000 像素。",
                f"a picture must not have more than {MEGAPIXELS} megapixels, it has {shown}. "
                "Scale it to 2000 pixels on the long side.",
            )


@rule("IMG004", scope="article")
def location_in_photo(article: Article, context: Context) -> Iterator[Report]:
    """A photo must not say where it was taken: no GPS in EXIF or XMP.

    照片不得带有拍摄位置（EXIF、XMP 中的 GPS）。

    Why: It leads strangers to the homes and schools of the people shown. The site takes it out of what it publishes; the
    repository is as public as the site, and keeps every version of a file for ever.
    为什么：会把陌生人引到照片中人的住处和学校。网站发布时会自动去除，但仓库与网站一样是公开的，提交过的文件会永远留在历史记录里。

    Bad:
        手机直接传出的原图
    Good:
        导出时去掉位置信息的图片
    """
    for use, found in _pictures(article, context):
        if found.located:
            yield _report(
                use,
                "照片不得带有拍摄位置。请用 exiftool -gps:all= -xmp:geotag= 去除，或另存时不保留位置信息。",
                "the photo must not say where it was taken. Remove it with exiftool -gps:all= -xmp:geotag=, or save it again "
                "without its place.",
                f"exiftool -gps:all= -xmp:geotag= -overwrite_original {shlex.quote(use.name)}",
            )


@rule("IMG011", scope="article")
def location_in_film(article: Article, context: Context) -> Iterator[Report]:
    """A film must not say where it was made: no place in its data, no track of a camera that follows its way.

    视频不得带有拍摄位置，也不得带有运动相机的轨迹数据。

    Why: Telephones write the place into every film. It leads strangers to the homes and schools of the people shown, and the
    site publishes films as they are.
    为什么：手机会把位置写进每段视频，把陌生人引到片中人的住处和学校；网站原样发布视频文件。

    Bad:
        手机直接传出的 opening.mp4
    Good:
        导出时去掉位置信息的 opening.mp4
    """
    named = {use.name: use for use in reversed(context.uses(article))}
    for name in article.files:
        if name.lower().endswith(footage.FILMS) and _located(context.archive.root / article.path / name):
            clean = f"clean-{name}"
            yield _report(
                named.get(name, Use(name, article.original, line=1)),
                f"视频不得带有拍摄位置。请用下面的命令另存一份（画面不变），再换掉原文件：{_stripped(name, clean)}",
                "the film must not say where it was made. Save it again (the pictures stay as they are) and replace the file: "
                f"{_stripped(name, clean)}",
                _stripped(name, clean),
            )


def _located(path: Path) -> bool:
    try:
        return footage.located(path)
    except OSError:  # gone meanwhile: LNK003 says so
        return False


def _stripped(name: str, clean: str) -> str:
    return f"ffmpeg -i {shlex.quote(name)} -map 0:v -map 0:a? -map_metadata -1 -c copy {shlex.quote(clean)}"


@rule("IMG006", scope="article")
def wrong_format(article: Article, context: Context) -> Iterator[Report]:
    """A picture must open, be of a format that every browser shows, and have the ending of that format.

    图片须能打开，格式须为 jpg、png、webp、gif、svg、avif 之一，扩展名须与格式相符。

    Why: A server tells the browser the format by the ending; a wrong one, or a file cut off while copying, shows nothing.
    为什么：服务器按扩展名告知浏览器格式；扩展名不对，或复制时文件不完整，图片就显示不出。

    Bad:
        opening.jpg（实为 HEIC）
    Good:
        opening.jpg
    """
    reported: set[str] = set()
    for use, found in _pictures(article, context):
        suffix = PurePosixPath(use.name).suffix.lower()
        endings = FORMATS.get(found.format, ())
        if found.broken:
            zh, en = {
                "empty": ("文件是空的", "the file is empty"),
                "truncated": ("文件不完整", "the end of the file is missing"),
            }.get(found.broken, ("打不开，或不是图片", "the file cannot be opened as a picture"))
            yield _report(use, f"{zh}。请重新导出或复制。", f"{en}. Export or copy it again.")
        elif found.format and suffix not in endings:
            kind = found.format
            better = PurePosixPath(use.name).stem + endings[0] if endings else ""
            yield _report(
                use,
                f"扩展名须与格式相符，内容实为 {kind}。"
                + (f"请改名为 {better}。" if better else "请另存为 jpg 或 png。"),
                f"the ending must fit the format, which is {kind}. "
                + (f"Rename it to {better}." if better else "Save it as jpg or png."),
                better,
            )
    for use in context.uses(article):
        suffix = PurePosixPath(use.name).suffix.lower()
        wanted = use.shown or use.field.startswith("pictures.") or use.field == "video.poster"
        if not wanted or use.name in reported or use.name not in article.files or is_picture(use.name):
            continue
        reported.add(use.name)
        yield _report(
            use,
            f"图片格式须为 jpg、png、webp、gif、svg、avif 之一，此处是 {suffix or '无扩展名的文件'}。请另存后改名。",
            f"a picture must be jpg, png, webp, gif, svg or avif, this is {suffix or 'a file without ending'}. "
            "Save it in one of these formats.",
        )


DANGERS = {
    "script": ("不得含有脚本", "must not hold scripts"),
    "event": ("不得含有事件属性（on…）", "must not hold event handlers"),
    "foreign": ("不得含有 foreignObject 或 HTML", "must not hold foreignObject or HTML"),
    "external": ("不得引用文件以外的内容", "must not load anything from outside the file"),
    "entity": ("不得定义实体（ENTITY）", "must not define entities"),
}


@rule("IMG007", scope="article", ignorable=False)
def unsafe_svg(article: Article, context: Context) -> Iterator[Report]:
    """An SVG must be a drawing and nothing else: no script, event handler, foreignObject, entity or outside reference.

    SVG 只能是图形，不得含有脚本、事件属性、foreignObject、实体或外部引用。

    Why: An SVG that is opened by itself is a page of our site and may do whatever a page may do.
    为什么：单独打开的 SVG 就是本站的一个页面，页面能做的它都能做。

    Bad:
        <svg onload="…">
    Good:
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><path d="M0 0h10v10z"/></svg>
    """
    for use, found in _pictures(article, context):
        if found.unsafe:
            danger = found.unsafe[0]
            zh, en = DANGERS[danger.kind]
            more = len(found.unsafe) - 1
            yield _report(
                use,
                f"{zh}，第{danger.line}行有 {danger.found}{f'，另有{more}处' if more else ''}。请在绘图软件中另存为“纯 SVG”。",
                f"{en}; line {danger.line} has {danger.found}{f', and {more} more' if more else ''}. "
                "Save it as plain SVG in a drawing program.",
            )


@rule("IMG008", Severity.WARNING, scope="article")
def file_name(article: Article, context: Context) -> Iterator[Report]:
    """Names of pictures and attachments should be made of ASCII letters, digits, dots, hyphens and underscores.

    图片和附件的文件名应只用英文字母、数字、点、连字符和下划线。

    Why: The name becomes part of an address that stays for ever; spaces and Chinese characters become %E5%9B%BE in it, and
    some archive programs spoil them.
    为什么：文件名会成为永久地址的一部分；空格和汉字会变成 %E5%9B%BE 一类的编码，有些压缩软件还会把它弄乱。

    Bad:
        attachments: [{file: 报名表 最终版.docx, title: 报名表}]
    Good:
        attachments: [{file: registration-form.docx, title: 报名表}]
    """
    named: dict[str, Use] = {}
    for use in context.uses(article):
        named.setdefault(use.name, use)
    for name in article.files:
        if not NAME.fullmatch(name):
            use = named.get(name, Use(name, article.original, line=1))
            yield _report(
                use,
                "文件名应只用英文字母、数字、点、连字符和下划线。请改名，并改正文中的写法。",
                "a file name should have ASCII letters, digits, dots, hyphens and underscores only. Rename the file, and "
                "mend the places that name it.",
            )
