"""Every sentence that fieldwork says about forms and submissions from outside, by code; translated when read."""

from __future__ import annotations

from django.utils.translation import gettext_noop

_FILE = {
    "empty_file": gettext_noop("The file is empty."),
    "file_too_large": gettext_noop(
        "The file is larger than %(limit)s MB. A form is small: put long lists into a CSV file attached to the form."
    ),
    "not_a_form": gettext_noop("This is not a spreadsheet and not an XForm. Save the form as .xlsx and try again."),
    "looks_like": gettext_noop("This file is %(kind)s, not a form. Save the form as .xlsx and try again."),
    "encrypted": gettext_noop("The workbook is protected with a password. Remove the password and try again."),
    "broken_zip": gettext_noop(
        "The workbook is damaged and cannot be opened. Open it in a spreadsheet program and save it again."
    ),
    "broken_workbook": gettext_noop(
        "The workbook cannot be read: %(reason)s. Open it in a spreadsheet program and save it again."
    ),
    "archive_too_many_parts": gettext_noop("The workbook holds %(found)s parts; more than %(limit)s are not accepted."),
    "archive_too_large": gettext_noop(
        "Unpacked, the workbook would take more than %(limit)s MB. Remove pictures and unused sheets."
    ),
    "archive_bomb": gettext_noop("The workbook is packed so that it swells when opened. It was not opened."),
    "archive_bad_name": gettext_noop("The workbook holds a part with a forbidden name. It was not opened."),
    "macros": gettext_noop(
        "The workbook contains macros (program code). Save it as .xlsx without macros and try again."
    ),
    "external_entity": gettext_noop(
        "The workbook contains a document type declaration, which can pull in foreign files. It was not opened."
    ),
    "external_links": gettext_noop("The workbook refers to other workbooks. The values stored in it were used."),
    "wrong_extension": gettext_noop(
        "The file is named “%(name)s”, but its content is %(kind)s. It was read by its content."
    ),
    "formula": gettext_noop(
        "The cell holds a formula. The value that the spreadsheet program stored, “%(value)s”, was used; better "
        "write the text itself."
    ),
    "formula_without_value": gettext_noop("The cell holds a formula without a stored value. Write the text itself."),
    "cell_error": gettext_noop("The cell shows the spreadsheet error %(value)s."),
    "cell_too_long": gettext_noop("The cell holds more than %(limit)s characters."),
    "cell_control_character": gettext_noop(
        "The cell holds an invisible control character (code %(number)s). Type the text anew."
    ),
    "too_many_rows": gettext_noop("The sheet has more than %(limit)s rows."),
    "too_many_choices": gettext_noop(
        "The sheet has more than %(limit)s choices. Put long lists into a CSV file and use select_one_from_file."
    ),
    "too_much_text": gettext_noop(
        "The sheets hold more than %(limit)s MB of text. Put long lists into a CSV file and use select_one_from_file."
    ),
    "not_utf8": gettext_noop("The text is not encoded as UTF-8. Save the file as “CSV UTF-8” and try again."),
}

_SHEET = {
    "no_survey_sheet": gettext_noop("There is no sheet named “survey”."),
    "survey_sheet_misspelt": gettext_noop(
        "There is no sheet named “survey”. Should the sheet “%(name)s” be called so?"
    ),
    "no_choices_sheet": gettext_noop("Questions use lists of choices, but there is no sheet named “choices”."),
    "sheet_misspelt": gettext_noop("The sheet “%(name)s” is not read. Should it be called “%(meant)s”?"),
    "survey_empty": gettext_noop("The sheet holds no questions."),
    "missing_column": gettext_noop("The column “%(name)s” is missing."),
    "no_header": gettext_noop(
        "The first row does not hold column names. Put “type”, “name”, “label” into the first row."
    ),
    "duplicate_column": gettext_noop("The column “%(name)s” appears twice."),
    "unknown_column": gettext_noop("The column “%(name)s” is not known and has no effect. Did you mean “%(meant)s”?"),
    "value_without_column": gettext_noop("The cell stands in a column without a name and is not read."),
}

_ROW = {
    "no_type": gettext_noop("The row has no question type."),
    "unknown_type": gettext_noop("The question type “%(type)s” is not known."),
    "unknown_type_meant": gettext_noop("The question type “%(type)s” is not known. Did you mean “%(meant)s”?"),
    "select_without_list": gettext_noop("Name the list of choices after “%(type)s”, for example “%(type)s yes_no”."),
    "no_name": gettext_noop("The question has no name."),
    "bad_name": gettext_noop(
        "“%(name)s” cannot be a name. A name begins with a letter or an underscore and holds only letters, digits, "
        "“_”, “-” and “.”."
    ),
    "reserved_name": gettext_noop("The name “%(name)s” is reserved."),
    "duplicate_name": gettext_noop("The name “%(name)s” is already used in row %(other)s of the same group."),
    "ambiguous_name": gettext_noop("${%(name)s} is not clear: the name is used in rows %(rows)s."),
    "name_differs_by_case": gettext_noop(
        "The names “%(name)s” and “%(other)s” differ only in capital letters. Many programs cannot tell them apart."
    ),
    "no_label": gettext_noop("The question has no text in any language."),
    "label_missing_language": gettext_noop("The text in the language “%(language)s” is missing."),
    "label_missing_in_rows": gettext_noop(
        "The text in the language “%(language)s” is missing in %(found)s rows; this is the first."
    ),
    "language_without_code": gettext_noop(
        "The language “%(name)s” has no code. Write it as “Қазақша (kk)”, “Русский (ru)”, “English (en)”."
    ),
    "choice_label_missing": gettext_noop("The choice has no label."),
    "unknown_list": gettext_noop("The list “%(name)s” is not on the sheet “choices”."),
    "unknown_list_meant": gettext_noop("The list “%(name)s” is not on the sheet “choices”. Did you mean “%(meant)s”?"),
    "unused_lists": gettext_noop("Used by no question: %(names)s."),
    "choice_without_list": gettext_noop("The choice belongs to no list: fill the column “list_name”."),
    "choice_without_name": gettext_noop("The choice has no name."),
    "choice_with_space": gettext_noop(
        "The choice name “%(name)s” holds a space. In a question with several answers that would make two answers "
        "of one."
    ),
    "duplicate_choice": gettext_noop("The choice “%(name)s” is already in row %(other)s of the same list."),
    "end_without_begin": gettext_noop("This “%(type)s” closes nothing that was opened."),
    "end_of_other": gettext_noop("This “%(type)s” does not fit: the “%(open)s” of row %(other)s is still open."),
    "begin_without_end": gettext_noop("This “%(type)s” is never closed."),
    "unknown_reference": gettext_noop("${%(name)s} refers to a question that is not in the form."),
    "unknown_reference_meant": gettext_noop(
        "${%(name)s} refers to a question that is not in the form. Did you mean ${%(meant)s}?"
    ),
    "broken_reference": gettext_noop("A reference is written ${name}; “%(text)s” is not complete."),
    "self_reference": gettext_noop("The calculation of “%(name)s” depends on itself (%(chain)s)."),
    "unknown_indicator": gettext_noop("There is no indicator “%(indicator)s” in the methodology."),
    "indicator_on_group": gettext_noop("An indicator can only be measured by a question, not by a group."),
    "unknown_dimension": gettext_noop("“%(name)s” is not a dimension. Use one of: %(known)s."),
    "duplicate_dimension": gettext_noop("The dimension “%(name)s” is already given in row %(other)s."),
    "missing_media": gettext_noop(
        "The file “%(name)s” is used by the form but was not given. The form stays a draft until it is added."
    ),
    "unexpected_media": gettext_noop("The file “%(name)s” is not used by the form."),
    "bad_media_name": gettext_noop("“%(name)s” cannot be the name of a file."),
    "no_calculation": gettext_noop("A question of the type “calculate” needs a calculation."),
    "no_form_id": gettext_noop("The sheet “settings” gives no form_id; “%(name)s” was used."),
    "no_form_id_given": gettext_noop("The form has no id. Fill “form_id” on the sheet “settings”."),
    "no_version": gettext_noop("The sheet “settings” gives no version; “%(version)s” was used."),
    "no_title": gettext_noop("The form has no title; its id is shown instead."),
    "bad_form_id": gettext_noop(
        "The form id “%(name)s” is longer than %(limit)s characters or holds a forbidden character."
    ),
    "encrypted_form": gettext_noop(
        "The form encrypts its answers on the device (public_key). Such answers cannot be read here. Remove the key"
        " from the sheet “settings”."
    ),
    "own_address": gettext_noop(
        "The form names its own address for submissions (submission_url). It was removed: answers come to this server."
    ),
    "converter": gettext_noop("The form cannot be converted. The converter says (in English): %(text)s"),
    "converter_note": gettext_noop("The converter notes (in English): %(text)s"),
    "too_many_problems": gettext_noop("There are more problems than are listed here. Mend these and import again."),
}

_XPATH = {
    "xpath_empty": gettext_noop("The expression is empty."),
    "xpath_character": gettext_noop(
        "The expression holds “%(text)s” at position %(position)s, which means nothing there."
    ),
    "xpath_quote": gettext_noop("The quotation mark at position %(position)s is never closed."),
    "xpath_bracket": gettext_noop("The bracket “%(text)s” at position %(position)s is never closed."),
    "xpath_closing": gettext_noop("The bracket “%(text)s” at position %(position)s closes nothing."),
    "xpath_operand": gettext_noop("Something is missing after “%(text)s” (position %(position)s)."),
    "xpath_end": gettext_noop("The expression ends too early: something is missing after “%(text)s”."),
    "xpath_unexpected": gettext_noop(
        "“%(text)s” at position %(position)s does not fit there. Is an operator missing before it?"
    ),
    "xpath_operator": gettext_noop("There is no operator “%(text)s” (position %(position)s). Write “%(meant)s”."),
    "xpath_depth": gettext_noop("The expression is nested too deeply."),
    "xpath_length": gettext_noop("The expression is longer than %(limit)s characters."),
    "xpath_function": gettext_noop("There is no function “%(name)s”."),
    "xpath_function_meant": gettext_noop("There is no function “%(name)s”. Did you mean “%(meant)s”?"),
    "xpath_too_few": gettext_noop(
        "The function “%(name)s” needs at least %(least)s values in its brackets; %(found)s given."
    ),
    "xpath_too_many": gettext_noop(
        "The function “%(name)s” takes at most %(most)s values in its brackets; %(found)s given."
    ),
    "xpath_number_of": gettext_noop(
        "The function “%(name)s” takes %(counts)s values in its brackets; %(found)s given."
    ),
    "xpath_not_in_collect": gettext_noop(
        "ODK Collect does not know the function “%(name)s”: the form would fail on the phone."
    ),
    "xpath_construct": gettext_noop(
        "ODK Collect does not understand “%(text)s” in a path: the form would not open on the phone."
    ),
    "xpath_variable": gettext_noop("“$%(name)s” is not a reference. Write ${%(name)s}."),
    "xpath_unknown_path": gettext_noop("The path %(name)s is not in the form."),
    "xpath_unknown_instance": gettext_noop("The list or file “%(name)s” named in instance() is not in the form."),
}

_XML = {
    "xml_empty": gettext_noop("The XML is empty."),
    "xml_too_large": gettext_noop("The XML is larger than %(limit)s MB."),
    "xml_doctype": gettext_noop("The XML holds a document type declaration (DOCTYPE), which is not accepted."),
    "xml_nul": gettext_noop("The XML holds a NUL character in line %(line)s, which is not allowed in XML."),
    "xml_control": gettext_noop(
        "The XML holds a control character (code %(number)s) in line %(line)s, which is not allowed in XML."
    ),
    "xml_encoding": gettext_noop("The XML says that it is encoded as %(encoding)s, but its bytes are not."),
    "xml_encoding_unknown": gettext_noop("The XML says that it is encoded as %(encoding)s. Send it as UTF-8."),
    "xml_depth": gettext_noop("The XML is nested more than %(limit)s levels deep."),
    "xml_node_too_long": gettext_noop("One value in the XML is longer than 10 MB (line %(line)s)."),
    "xml_too_many_nodes": gettext_noop("The XML holds more than %(limit)s elements."),
    "xml_malformed": gettext_noop("The XML is not well-formed (line %(line)s, column %(column)s): %(reason)s"),
    "xform_no_root": gettext_noop("This XML is not an XForm: there is no <h:html> with <model> and <instance>."),
    "xform_no_instance": gettext_noop("The XForm holds no primary instance."),
    "xform_no_id": gettext_noop("The primary instance has no id."),
    "xform_unknown_nodeset": gettext_noop("The binding refers to %(name)s, which is not in the instance."),
    "xform_unknown_ref": gettext_noop("The control refers to %(name)s, which is not in the instance."),
    "xform_no_instance_id": gettext_noop("The form does not write an instanceID. Submissions could not be told apart."),
}

_ANSWER = {
    "submission_no_form": gettext_noop("The XML names no form: its outermost element has no id."),
    "instance_id_too_long": gettext_noop("The instanceID is longer than %(limit)s characters."),
    "no_instance_id": gettext_noop("The submission has no instanceID. One was derived from its content."),
    "unknown_node": gettext_noop("The form has no question at %(path)s. The value is kept in the original."),
    "misplaced_repeat": gettext_noop(
        "%(path)s appears %(found)s times, but it is not a repeat. The first is used; all are kept in the original."
    ),
    "bad_integer": gettext_noop("“%(value)s” is not a whole number (%(path)s)."),
    "bad_decimal": gettext_noop("“%(value)s” is not a number (%(path)s)."),
    "bad_boolean": gettext_noop("“%(value)s” is neither true nor false (%(path)s)."),
    "bad_date": gettext_noop("“%(value)s” is not a date (%(path)s)."),
    "bad_time": gettext_noop("“%(value)s” is not a time (%(path)s)."),
    "bad_datetime": gettext_noop("“%(value)s” is not a date with a time (%(path)s)."),
    "bad_location": gettext_noop("“%(value)s” is not a location (%(path)s)."),
    "bad_file_name": gettext_noop("“%(value)s” cannot be the name of a file (%(path)s)."),
    "other_root": gettext_noop("The outermost element is called “%(found)s”; the form calls it “%(expected)s”."),
    "unknown_choice": gettext_noop("“%(value)s” is not among the choices of %(path)s."),
    "future_date": gettext_noop("The date %(value)s lies in the future (%(path)s)."),
    "unexpected_file": gettext_noop("The file “%(name)s” was sent, but no answer names it. It is kept."),
    "missing_file": gettext_noop("The file “%(name)s” was promised by an answer but has not arrived."),
    "unknown_version": gettext_noop(
        "The form version “%(version)s” is not known here. The answers were read with version “%(used)s”."
    ),
    "draft_version": gettext_noop("The form version “%(version)s” is a draft: this is a trial submission."),
    "very_long": gettext_noop("The answer at %(path)s is %(length)s characters long."),
    "many_repeats": gettext_noop("%(path)s holds %(found)s entries."),
    "text_in_group": gettext_noop("There is text beside the questions of %(path)s. It is kept in the original."),
    "encrypted_submission": gettext_noop(
        "The submission is encrypted on the device and cannot be read here. It is kept whole."
    ),
    "more_flags": gettext_noop("%(found)s further remarks were left out."),
}

MESSAGES: dict[str, str] = {**_FILE, **_SHEET, **_ROW, **_XPATH, **_XML, **_ANSWER}
