"""What pyx12 says of an X12 file. Exit 0 and `accepted`, else 1 and its findings: line, segment, element, code, text."""

import io
import json
import logging
import sys

import pyx12.params
import pyx12.x12n_document


def findings(node, line="?", segment="?"):
    """Every error in pyx12's report, with the segment that it stands in."""
    if isinstance(node, list):
        for part in node:
            yield from findings(part, line, segment)
    elif isinstance(node, dict):
        line, segment = node.get("cur_line", line), node.get("seg_id", segment)
        for error in node.get("errors") or []:
            yield f"line {line} {segment}{node.get('ele_pos') or ''} {error.get('err_cde')}: {error.get('err_str')}"
        for key, part in node.items():
            if key != "errors":
                yield from findings(part, line, segment)


def main():
    logging.disable(logging.CRITICAL)
    report = io.StringIO()
    accepted = pyx12.x12n_document.x12n_document(
        param=pyx12.params.params(None), src_file=sys.argv[1], fd_997=None, fd_html=None, fd_xmldoc=None, fd_json=report, map_path=None
    )
    if not report.getvalue():
        print("not readable as X12")
        return 1
    found = list(findings(json.loads(report.getvalue())))
    print("\n".join(found) if found or not accepted else "accepted")
    return 0 if accepted and not found else 1


sys.exit(main())
