"""Reads an XLSForm from a file of any origin: sniffed by content, limited in size, checked row by row, converted by
pyxform.
"""
