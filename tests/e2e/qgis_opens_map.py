# SPDX-FileCopyrightText: The mingle authors
# SPDX-License-Identifier: Apache-2.0
"""Opens the map.qgz of output_sample in QGIS, without a screen: layers, CRS,
time, one frame a year, styles, attribution; renders two dates and exports the
print layout.

    python3 qgis_opens_map.py OUTPUT_SAMPLE FOLDER
"""
import os
import pathlib
import subprocess
import sys
import tempfile

os.environ["QT_QPA_PLATFORM"] = "offscreen"
runtime = tempfile.TemporaryDirectory(prefix="mingle-qt-")
os.environ["XDG_RUNTIME_DIR"] = runtime.name

from qgis.core import (  # noqa: E402
    QgsApplication, QgsDateTimeRange, QgsFeatureRequest,
    QgsMapRendererSequentialJob, QgsMapSettings, QgsProject, QgsUnitTypes,
    QgsVectorLayerTemporalContext)
from qgis.PyQt.QtCore import QDateTime, QSize, Qt  # noqa: E402

RENDER = pathlib.Path(__file__).parents[2] / "tools/dev/render_map.py"
ZONES = 36
YEARS = 3


def year_range(year):
    def moment(text):
        return QDateTime.fromString(text, Qt.ISODate)
    return QgsDateTimeRange(moment(f"{year}-01-01T00:00:00Z"),
                            moment(f"{year + 1}-01-01T00:00:00Z"), True, False)


def check_layers(project):
    assert project.crs().authid() == "EPSG:27700", project.crs().authid()
    assert project.title() == "Gridtown (stylised)", project.title()
    assert sorted(project.mapLayers()) == [
        "zones_by_year", "zones_without_value"], project.mapLayers()
    for layer in project.mapLayers().values():
        assert layer.isValid(), layer.name()
        assert layer.crs().authid() == "EPSG:27700", layer.name()
    layer = project.mapLayer("zones_by_year")
    assert layer.featureCount() == ZONES * YEARS, layer.featureCount()
    assert "fewer than 10 people" in layer.metadata().abstract()
    assert "Invented data" in layer.metadata().rights()[0]
    label, _ = project.readEntry("CopyrightLabel", "Label")
    assert "Invented data" in label
    aliases = {field.name(): field.alias() for field in layer.fields()}
    assert aliases["share_asian_pakistani"] == "Pakistani (% of residents)"
    return layer


def check_time(project, layer):
    temporal = layer.temporalProperties()
    assert temporal.isActive()
    assert temporal.startField() == "valid_from"
    assert temporal.endField() == "valid_to"
    settings = project.timeSettings()
    assert settings.timeStep() == 1
    assert settings.timeStepUnit() == QgsUnitTypes.TemporalYears
    span = settings.temporalRange()
    assert span.begin().date().year() == 2021
    assert span.end().date().year() == 2021 + YEARS
    mode, _ = project.readNumEntry("TemporalControllerWidget",
                                   "NavigationMode")
    assert mode == 1
    context = QgsVectorLayerTemporalContext()
    context.setLayer(layer)
    for year in range(2021, 2021 + YEARS):
        query = temporal.createFilterString(context, year_range(year))
        rows = list(layer.getFeatures(
            QgsFeatureRequest().setFilterExpression(query)))
        assert len(rows) == ZONES, (year, len(rows), query)
        assert {row["year"] for row in rows} == {year}


def check_values(layer):
    """Means of two replicates; shares of fewer than 10 people are NULL."""
    for row in layer.getFeatures():
        zone = int(row["zone"][-8:]) - 1
        tick = 4 * (row["year"] - 2021)
        column = zone % 6
        white = 900 - 60 * column - 4 * tick
        asian = 40 + 150 * column + 12 * tick + 0.5
        black = 6 + 2 * column + tick
        everyone = white + asian + black
        share = round(100 * asian / everyone, 2)
        assert abs(row["share_asian_pakistani"] - share) < 0.0051
        hidden = row["share_black_african"]
        if black < 10:
            assert not isinstance(hidden, float), (black, hidden)
        else:
            assert abs(hidden - 100 * black / everyone) < 0.0051
        if row["year"] == 2021:
            assert row["change_asian_pakistani"] == 0


def check_styles(layer):
    styles = layer.styleManager().styles()
    assert layer.styleManager().currentStyle() == "Pakistani: share", styles
    for name in styles:
        layer.styleManager().setCurrentStyle(name)
        ranges = layer.renderer().ranges()
        assert len(ranges) == 7, (name, len(ranges))
        assert layer.temporalProperties().isActive(), name
        values = [f[layer.renderer().classAttribute()]
                  for f in layer.getFeatures()]
        for value in values:
            if isinstance(value, float):
                assert ranges[0].lowerValue() <= value
                assert value <= ranges[-1].upperValue()
    layer.styleManager().setCurrentStyle("Pakistani: share")
    labels = [r.label() for r in layer.renderer().ranges()]
    assert all("%" in label for label in labels), labels


def render(project, year):
    settings = QgsMapSettings()
    settings.setLayers(project.layerTreeRoot().layerOrder())
    settings.setDestinationCrs(project.crs())
    settings.setExtent(project.mapLayer("zones_by_year").extent())
    settings.setOutputSize(QSize(300, 300))
    settings.setIsTemporal(True)
    settings.setTemporalRange(year_range(year))
    job = QgsMapRendererSequentialJob(settings)
    job.start()
    job.waitForFinished()
    return job.renderedImage()


def colours(image):
    return {image.pixel(x, y) for x in range(0, image.width(), 5)
            for y in range(0, image.height(), 5)}


def check_pictures(project, folder):
    first, last = render(project, 2021), render(project, 2023)
    assert first != last
    assert len(colours(first)) >= 4 and len(colours(last)) >= 4
    for year in (2021, 2023):
        out = folder / f"map-{year}.png"
        subprocess.run(["/usr/bin/python3", RENDER, folder / "map.qgz",
                        "--date", f"{year}-06-01", "--out", out], check=True)
        assert out.stat().st_size > 10000
    assert ((folder / "map-2021.png").read_bytes()
            != (folder / "map-2023.png").read_bytes())


def main():
    sample, folder = sys.argv[1], pathlib.Path(sys.argv[2])
    subprocess.run([sample, folder, "6"], check=True)
    application = QgsApplication([], False)
    application.initQgis()
    project = QgsProject.instance()
    assert project.read(str(folder / "map.qgz")), project.error()
    layer = check_layers(project)
    check_time(project, layer)
    check_values(layer)
    check_styles(layer)
    check_pictures(project, folder)


main()
