//! What a file is, by what its sender says it is and by its name.

use super::*;

#[test]
fn a_file_is_what_its_type_says_or_what_its_name_ends_with() {
    let octets = "application/octet-stream";
    for (name, content_type, is) in [
        ("x", "image/png", Some(Has::Image)),
        ("scan.JPG", octets, Some(Has::Image)),
        ("x", "application/pdf", Some(Has::Pdf)),
        ("bill.pdf", octets, Some(Has::Pdf)),
        ("letter.docx", octets, Some(Has::Document)),
        (
            "letter.odt",
            "application/vnd.oasis.opendocument.text",
            Some(Has::Document),
        ),
        ("stock.XLSX", octets, Some(Has::Sheet)),
        ("stock.csv", "text/csv", Some(Has::Sheet)),
        ("logs.tar.gz", octets, Some(Has::Archive)),
        ("logs.zip", "application/zip", Some(Has::Archive)),
        ("notes.txt", "text/plain", None),
        ("zip", octets, None),
        ("", "", None),
    ] {
        assert_eq!(
            Has::of_file(name, content_type),
            is,
            "{name} {content_type}"
        );
    }
}
