//! What is looked for in texts: where, which words, and what a ticket has.

#[cfg(test)]
mod tests;

use crate::domain::words::Phrase;

/// One question to the texts of a ticket.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Look {
    /// The phrase stands there.
    Text(Within, Phrase),
    /// Something of that kind is in its log.
    Has(Has),
}

/// Where a phrase is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Within {
    /// Name, number, messages, notes, customer, other people, names and texts of files.
    Anywhere,
    /// Who wrote a message: name and address.
    From,
    /// Who got one, in copy too.
    To,
    /// The ticket's name and the subjects of its messages.
    Subject,
    /// Description, messages, notes, texts of files.
    Body,
    /// Name and addresses of the customer.
    Customer,
}

macro_rules! has {
    ($($kind:ident = $word:literal;)*) => {
        /// What the log of a ticket holds. Files that a message shows in place do not count.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Has { $($kind),* }

        impl Has {
            /// In the order of the documentation.
            pub const ALL: &[Self] = &[$(Self::$kind),*];
            /// What is typed for each.
            pub const WORDS: &[&str] = &[$($word),*];

            #[must_use]
            pub fn word(self) -> &'static str {
                match self { $(Self::$kind => $word),* }
            }

            #[must_use]
            pub fn from_word(word: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|kind| kind.word() == word)
            }
        }
    };
}

has! {
    Attachment = "attachment";
    Pdf = "pdf";
    Image = "image";
    Document = "document";
    Sheet = "sheet";
    Archive = "archive";
    Note = "note";
    Reply = "reply";
}

impl Has {
    /// What a file is beside an attachment; None for what has no word of its own.
    #[must_use]
    pub fn of_file(name: &str, content_type: &str) -> Option<Self> {
        if content_type.starts_with("image/") {
            return Some(Self::Image);
        }
        if content_type == "application/pdf" {
            return Some(Self::Pdf);
        }
        // Office files come under many types, often as plain octets.
        let (_, ending) = name.rsplit_once('.')?;
        Some(match ending.to_ascii_lowercase().as_str() {
            "pdf" => Self::Pdf,
            "png" | "jpg" | "jpeg" | "gif" | "webp" | "heic" | "bmp" | "tif" | "tiff" => {
                Self::Image
            }
            "doc" | "docx" | "odt" | "rtf" | "pages" => Self::Document,
            "xls" | "xlsx" | "ods" | "csv" | "numbers" => Self::Sheet,
            "zip" | "7z" | "rar" | "tar" | "gz" | "tgz" | "xz" | "bz2" | "zst" => Self::Archive,
            _ => return None,
        })
    }
}
