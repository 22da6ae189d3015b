"""sheets.py FILE.xlsx - a workbook as text, read by openpyxl: what it is about, then a cell a line."""
import sys

import openpyxl


def shown(value):
    return value.isoformat() if hasattr(value, "isoformat") else repr(value)


def main(name):
    book = openpyxl.load_workbook(name)
    sheet = book.active
    about = book.properties
    print("sheet", "|".join(book.sheetnames), sheet.dimensions)
    print("made", about.created.isoformat(), about.title)
    print("frozen", sheet.freeze_panes, "filter", sheet.auto_filter.ref)
    print("print", sheet.page_setup.orientation, sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight,
          sheet.sheet_properties.pageSetUpPr and sheet.sheet_properties.pageSetUpPr.fitToPage, sheet.print_title_rows)
    print("paper", sheet.print_area, *(f"{row}:{sheet.row_dimensions[row].height:g}" for row in range(2, sheet.max_row + 1) if sheet.row_dimensions[row].height))
    for name, part in (("header", sheet.oddHeader), ("footer", sheet.oddFooter)):
        print(name, "|".join(side.text or "" for side in (part.left, part.center, part.right)))
    for rule in sheet.data_validations.dataValidation:
        print("list", rule.sqref, rule.type, rule.formula1)
    for letter, column in sorted(sheet.column_dimensions.items()):
        print("width", letter, round(column.width))
    for row in sheet.iter_rows():
        for cell in row:
            if cell.value is None:
                continue
            link = cell.hyperlink.target if cell.hyperlink else ""
            fill = cell.fill.start_color.rgb if cell.fill.fill_type else ""
            print(cell.coordinate, cell.data_type, cell.number_format, "bold" if cell.font.b else "struck" if cell.font.strike else "-", fill or "-",
                  link or "-", shown(cell.value), sep="\t")


main(sys.argv[1])
