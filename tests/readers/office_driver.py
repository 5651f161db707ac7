"""Drives LibreOffice as a person at its window does: run by a Python that has `uno`, one JSON object a line.

A request names a file to open, steps to take, and where to save what comes out. Everything goes through the view
and the commands of the menus, so that what LibreOffice does at a keystroke is done here too.
"""

import json
import sys
import time
from pathlib import Path

import uno  # type: ignore[import-not-found]
from com.sun.star.beans import PropertyValue  # type: ignore[import-not-found]
from com.sun.star.connection import NoConnectException  # type: ignore[import-not-found]

FILTERS = {".docx": "MS Word 2007 XML", ".odt": "writer8"}


def named(**values):
    """Property values, as LibreOffice takes them."""
    made = []
    for name, value in values.items():
        one = PropertyValue()
        one.Name, one.Value = name, value
        made.append(one)
    return tuple(made)


def connect(pipe, seconds):
    """The context of the LibreOffice that listens at *pipe*."""
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    until = time.monotonic() + seconds
    while True:
        try:
            return resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except NoConnectException:
            if time.monotonic() > until:
                raise
            time.sleep(0.2)


class Sheet:
    """An open document, with a cursor in its view."""

    def __init__(self, context, path):
        make = context.ServiceManager.createInstanceWithContext
        self.desktop = make("com.sun.star.frame.Desktop", context)
        self.dispatcher = make("com.sun.star.frame.DispatchHelper", context)
        self.doc = self.open(path)
        self.view = self.doc.getCurrentController()
        self.cursor = self.view.getViewCursor()

    def open(self, path):
        doc = self.desktop.loadComponentFromURL(Path(path).as_uri(), "_blank", 0, named(Hidden=True))
        if doc is None:
            raise ValueError(f"LibreOffice does not open {path}")
        return doc

    def save(self, path):
        kind = FILTERS[Path(path).suffix]
        self.doc.storeToURL(Path(path).as_uri(), named(FilterName=kind, Overwrite=True))

    def close(self):
        self.doc.close(True)

    # --- where ------------------------------------------------------------------------------------------------

    def bookmark(self, name):
        marks = self.doc.getBookmarks()
        if not marks.hasByName(name):
            raise ValueError(f"no bookmark {name}")
        return marks.getByName(name).getAnchor()

    def controls(self):
        """Every content control with the text that holds it, in order."""

        def within(text):
            parts = text.createEnumeration()
            while parts.hasMoreElements():
                part = parts.nextElement()
                if part.supportsService("com.sun.star.text.TextTable"):
                    for cell in part.getCellNames():
                        yield from within(part.getCellByName(cell))
                    continue
                portions = part.createEnumeration()
                while portions.hasMoreElements():
                    portion = portions.nextElement()
                    if portion.TextPortionType == "ContentControl":
                        yield portion.ContentControl

        yield from within(self.doc.getText())

    def control_at(self, name):
        """The content control within a bookmark."""
        place = self.bookmark(name)
        text = place.getText()
        for control in self.controls():
            anchor = control.getAnchor()
            # Positions of two texts cannot be compared.
            if anchor.getText() != text:
                continue
            begins = text.compareRegionStarts(place, anchor) >= 0
            if begins and text.compareRegionEnds(place, anchor) <= 0:
                return control
        raise ValueError(f"no content control at {name}")

    def select(self, found, at):
        """Put the cursor before or behind *found*, or select it."""
        if at == "all":
            self.cursor.gotoRange(found.getStart(), False)
            self.cursor.gotoRange(found.getEnd(), True)
        else:
            self.cursor.gotoRange(found.getStart() if at == "start" else found.getEnd(), False)

    def do_mark(self, name, at="all"):
        """Go to a bookmark."""
        self.select(self.bookmark(name), at)

    def do_find(self, text, at="all", nth=0):
        """Go to a text that stands in the document."""
        search = self.doc.createSearchDescriptor()
        search.SearchString = text
        search.SearchCaseSensitive = True
        found = self.doc.findAll(search)
        if found.getCount() <= nth:
            raise ValueError(f"{text!r} is there {found.getCount()} times")
        self.select(found.getByIndex(nth), at)

    def do_end(self):
        """Go to the end of the document."""
        self.cursor.gotoEnd(False)

    def do_paragraph(self):
        """Select the paragraph that the cursor stands in."""
        self.run("GoToStartOfPara")
        self.run("EndOfParaSel")

    def do_cell(self, row="same", column=0):
        """Go to a cell of the table around the cursor: a row below or the last, a column."""
        table, here = self.cursor.TextTable, self.cursor.Cell
        if table is None:
            raise ValueError("the cursor stands in no table")
        wanted = "".join(c for c in here.CellName if c.isdigit())
        number = {"same": int(wanted), "below": int(wanted) + 1, "last": table.getRows().getCount()}[row]
        cells = sorted(
            (n for n in table.getCellNames() if "".join(c for c in n if c.isdigit()) == str(number)),
            key=lambda n: (len(n), n),
        )
        cell = table.getCellByName(cells[column])
        self.cursor.gotoRange(cell.getText().getStart(), False)

    def do_out(self):
        """Go behind the table around the cursor."""
        table = self.cursor.TextTable
        if table is None:
            raise ValueError("the cursor stands in no table")
        after = self.doc.getText().createTextCursorByRange(table.getAnchor().getEnd())
        self.cursor.gotoRange(after, False)
        while self.cursor.TextTable is not None:
            if not self.cursor.goDown(1, False):
                raise ValueError("nothing stands behind the table")

    # --- what -------------------------------------------------------------------------------------------------

    def run(self, command, **arguments):
        self.dispatcher.executeDispatch(self.view.getFrame(), f".uno:{command}", "", 0, named(**arguments))

    def do_run(self, command):
        """A command of a menu."""
        self.run(command)

    def do_type(self, text):
        """Type at the cursor, over what is selected; a line's end is Enter."""
        for n, line in enumerate(text.split("\n")):
            if n:
                self.run("InsertPara")
            for key in line:
                self.run("InsertText", Text=key)

    def do_delete(self):
        """Press Delete."""
        self.run("Delete")

    def do_record(self, on):
        """Track changes from here, or no longer."""
        self.doc.RecordChanges = on

    def do_choose(self, name, shown):
        """Choose in a drop-down list."""
        control = self.control_at(name)
        items = [{p.Name: p.Value for p in item}["DisplayText"] for item in control.ListItems]
        if shown not in items:
            raise ValueError(f"{name} offers {items}")
        control.ShowingPlaceHolder = False
        control.setString(shown)

    def do_tick(self, name, on=True):
        """Tick a box, or take its tick away."""
        control = self.control_at(name)
        control.Checked = on
        control.setString(control.CheckedState if on else control.UncheckedState)

    def do_paste_from(self, path):
        """Paste the whole of another document."""
        other = self.open(path)
        view = other.getCurrentController()
        try:
            for command in ("SelectAll", "Copy"):
                self.dispatcher.executeDispatch(view.getFrame(), f".uno:{command}", "", 0, ())
            self.run("Paste")
        finally:
            other.close(True)


def answered(context, request):
    """What comes of a request: what each step that asks gave."""
    sheet = Sheet(context, request["open"])
    try:
        for step, *arguments in request["steps"]:
            getattr(sheet, f"do_{step}")(*arguments)
        for path in request["save"]:
            sheet.save(path)
    finally:
        sheet.close()


def tell(said):
    """Write an answer."""
    sys.stdout.write(json.dumps(said) + "\n")
    sys.stdout.flush()


def main():
    """Answer requests until there are no more."""
    context = connect(sys.argv[1], float(sys.argv[2]))
    tell({"ready": True})
    for line in sys.stdin:
        try:
            answered(context, json.loads(line))
            said = {"ok": True}
        except Exception as error:
            said = {"error": f"{type(error).__name__}: {error}"[:2000]}
        tell(said)


main()
