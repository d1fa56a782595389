//! The rows of customers and organizations: the last pages of the table.

use super::{EDIT, ERASE, READ, Row, WHOLE};

pub const CUSTOMERS: &[Row] = &[
    ("GET", "/customers/:id", READ, "/customers/1"),
    (
        "GET",
        "/customers/:id/news",
        READ,
        "/customers/1/news?after=0",
    ),
    ("GET", "/customers/:id/export", WHOLE, "/customers/1/export"),
    ("GET", "/customers/:id/erase", ERASE, "/customers/1/erase"),
    ("POST", "/customers/:id/erase", ERASE, "/customers/1/erase"),
    ("GET", "/organizations", READ, "/organizations"),
    (
        "GET",
        "/organizations/news",
        READ,
        "/organizations/news?after=0",
    ),
    ("GET", "/organizations/:id", READ, "/organizations/1"),
    (
        "GET",
        "/organizations/:id/news",
        READ,
        "/organizations/1/news?after=0",
    ),
    ("POST", "/organizations/:id", EDIT, "/organizations/1"),
    (
        "POST",
        "/organizations/:id/delete",
        EDIT,
        "/organizations/1/delete",
    ),
];
