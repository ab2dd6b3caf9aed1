#!/usr/bin/python3
# SPDX-FileCopyrightText: The mingle authors
# SPDX-License-Identifier: Apache-2.0
"""Exports the print layout of a map.qgz to PNG, without a screen.

    /usr/bin/python3 tools/dev/render_map.py map.qgz --date 2031-01-01 \
        --out map.png [--style "Pakistani: change"] [--dpi 100] [--list]

Needs Debian's python3-qgis and python3-gdal.
"""
import argparse
import os
import pathlib
import sys
import tempfile

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
runtime = tempfile.TemporaryDirectory(prefix="mingle-qt-")
os.environ["XDG_RUNTIME_DIR"] = runtime.name

from osgeo import gdal  # noqa: E402
from qgis.core import (  # noqa: E402
    QgsApplication, QgsDateTimeRange, QgsLayoutExporter, QgsProject)
from qgis.PyQt.QtCore import QDateTime, Qt  # noqa: E402


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("project", type=pathlib.Path)
    parser.add_argument("--date", help="a day of the frame, 2031-01-01")
    parser.add_argument("--out", type=pathlib.Path,
                        default=pathlib.Path("map.png"))
    parser.add_argument("--style", help="name of a style; --list shows them")
    parser.add_argument("--dpi", type=int, default=100)
    parser.add_argument("--list", action="store_true", help="list the styles")
    return parser.parse_args()


def open_project(path):
    project = QgsProject.instance()
    if not project.read(str(path.resolve())):
        sys.exit(f"render_map: {path}: cannot be opened: {project.error()}")
    layer = project.mapLayer("zones_by_year")
    if layer is None or not layer.isValid():
        sys.exit(f"render_map: {path}: map.gpkg is not beside it")
    return project, layer


def choose_style(project, layout, layer, name):
    styles = layer.styleManager().styles()
    if name not in styles:
        sys.exit(f"render_map: no style '{name}'; there are: "
                 + "; ".join(styles))
    layer.styleManager().setCurrentStyle(name)
    titles, _ = project.readListEntry("mingle", "StyleTitles")
    titles = dict(title.split("=", 1) for title in titles)
    layout.itemById("Measure").setText(titles.get(name, name))
    layout.itemById("Legend").refresh()


def choose_date(layout, date):
    day = QDateTime.fromString(date + "T00:00:00Z", Qt.ISODate)
    if not day.isValid():
        sys.exit(f"render_map: '{date}' is not a date; write 2031-01-01")
    layout.itemById("Map").setTemporalRange(
        QgsDateTimeRange(day, day.addDays(1).addSecs(-1)))


def export(layout, out, dpi):
    # QGIS tries to write coordinates into the PNG and GDAL says it cannot.
    gdal.PushErrorHandler("CPLQuietErrorHandler")
    settings = QgsLayoutExporter.ImageExportSettings()
    settings.dpi = dpi
    layout.refresh()
    out.unlink(missing_ok=True)
    result = QgsLayoutExporter(layout).exportToImage(str(out), settings)
    if result != QgsLayoutExporter.Success:
        sys.exit(f"render_map: {out}: cannot be written")


def main():
    options = arguments()
    application = QgsApplication([], False)
    application.initQgis()
    project, layer = open_project(options.project)
    if options.list:
        print("\n".join(layer.styleManager().styles()))
        return
    layout = project.layoutManager().layoutByName("Map")
    if options.style:
        choose_style(project, layout, layer, options.style)
    if options.date:
        choose_date(layout, options.date)
    export(layout, options.out, options.dpi)


main()
