//! Names in the archive of what there is of a customer: fit for every file system, and never a path
//! that somebody outside made up.

use super::{
    address::invisible,
    id::{ActivityId, TicketId},
};

/// Longest name of a file, in bytes, without its number: whole paths stay far below what Windows
/// takes (260).
const NAME: usize = 120;
/// Longest ending that is kept when a name is cut.
const ENDING: usize = 16;

/// Whose a ticket is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whose {
    Theirs,
    /// Somebody else's, in which something is theirs.
    Others,
}

/// The folder of a ticket, such as `tickets/12`.
#[must_use]
pub fn folder(whose: Whose, ticket: TicketId) -> String {
    let root = match whose {
        Whose::Theirs => "tickets",
        Whose::Others => "elsewhere",
    };
    format!("{root}/{ticket}")
}

/// The original of the e-mail in a line of the log, beside the ticket.
#[must_use]
pub fn original(line: ActivityId) -> String {
    format!("{line}.eml")
}

/// A file of the e-mail in a line of the log; `place` counts from 0.
///
/// Its number stands in front: so none takes the place of another whose name differs in nothing, or
/// only in case, and none is the name of a device (`CON`, `NUL`).
#[must_use]
pub fn file(line: ActivityId, place: usize, name: &str) -> String {
    format!("{line}/{}-{}", place + 1, safe(name))
}

/// A name without what some file system refuses or takes for something else.
fn safe(name: &str) -> String {
    let fit = |c: char| match c {
        '<' | '>' | ':' | '"' | '/' | '\\' | '|' | '?' | '*' => '_',
        c if c.is_control() || invisible(c) || matches!(c, '\u{2028}' | '\u{2029}') => '_',
        c => c,
    };
    let name: String = name.chars().map(fit).collect();
    // Windows takes away what a name ends with of these.
    let name = cut(name.trim()).trim_end_matches(['.', ' ']).to_owned();
    match name.is_empty() {
        true => "file".to_owned(),
        false => name,
    }
}

/// Cuts a name before its ending.
fn cut(name: &str) -> String {
    if name.len() <= NAME {
        return name.to_owned();
    }
    let (stem, ending) = match name.rsplit_once('.') {
        Some((stem, ending)) if ending.len() <= ENDING => (stem, format!(".{ending}")),
        _ => (name, String::new()),
    };
    let end = stem.floor_char_boundary(NAME - ending.len());
    format!("{}{ending}", stem.get(..end).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::{Whose, file, folder, original};
    use crate::domain::id::{ActivityId, TicketId};

    #[test]
    fn no_name_is_a_path_a_device_or_too_long() {
        for (name, want) in [
            ("report.pdf", "7/1-report.pdf"),
            ("Été ☀.txt", "7/1-Été ☀.txt"),
            ("../../etc/passwd", "7/1-.._.._etc_passwd"),
            ("C:\\Windows\\win.ini", "7/1-C__Windows_win.ini"),
            ("a\0b\r\nc", "7/1-a_b__c"),
            ("invoice\u{202e}fdp.exe", "7/1-invoice_fdp.exe"),
            ("CON", "7/1-CON"),
            ("x. . .", "7/1-x"),
            ("..", "7/1-file"),
            ("", "7/1-file"),
            ("<a|b?c*d\">", "7/1-_a_b_c_d__"),
        ] {
            assert_eq!(file(ActivityId(7), 0, name), want, "{name:?}");
        }
        let long = file(ActivityId(7), 11, &format!("{}.tar.gz", "é".repeat(300)));
        assert!(long.len() <= 130 && long.ends_with("é.gz"), "{long}");
        let long = file(ActivityId(7), 0, &"x".repeat(300));
        assert_eq!(long.len(), "7/1-".len() + super::NAME);
    }

    #[test]
    fn tickets_of_others_stand_apart() {
        assert_eq!(folder(Whose::Theirs, TicketId(12)), "tickets/12");
        assert_eq!(folder(Whose::Others, TicketId(12)), "elsewhere/12");
        assert_eq!(original(ActivityId(7)), "7.eml");
    }
}
