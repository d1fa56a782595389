//! How somebody has the overview: which columns, in which order, how wide, how close the rows.

use serde::{Deserialize, Serialize};

use super::query::sort::SortKey;

/// The narrowest and the widest column, in CSS pixels.
pub const WIDTHS: std::ops::RangeInclusive<u16> = 48..=960;

macro_rules! columns {
    ($($column:ident = $word:literal, $sort:expr;)*) => {
        /// A column of the overview. The place of a variant is on disk: add new ones at the end.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
        pub enum Column { $($column),* }

        impl Column {
            pub const ALL: &[Self] = &[$(Self::$column),*];

            /// The word of forms, and behind `column-` in the catalogues.
            #[must_use]
            pub fn word(self) -> &'static str {
                match self { $(Self::$column => $word),* }
            }

            /// What a list is ordered by that is ordered by this column.
            #[must_use]
            pub fn sort_key(self) -> Option<SortKey> {
                match self { $(Self::$column => $sort),* }
            }
        }
    };
}

columns! {
    Name = "name", Some(SortKey::Name);
    Customer = "customer", Some(SortKey::Customer);
    Status = "status", Some(SortKey::Status);
    Assignee = "assignee", Some(SortKey::Assignee);
    Priority = "priority", Some(SortKey::Priority);
    Tags = "tags", Some(SortKey::Tags);
    Updated = "updated", Some(SortKey::Updated);
    Description = "description", None;
    Number = "number", Some(SortKey::Number);
    Created = "created", Some(SortKey::Created);
    Due = "due", Some(SortKey::Due);
    Mailbox = "mailbox", Some(SortKey::Mailbox);
}

impl Column {
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|one| one.word() == word)
    }
}

/// A column that is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shown {
    pub column: Column,
    /// CSS pixels; None takes the usual width.
    pub width: Option<u16>,
}

/// Where a column goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    Earlier,
    Later,
}

/// How somebody has the overview.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Layout {
    columns: Vec<Shown>,
    /// Rows stand closer.
    pub compact: bool,
}

impl Default for Layout {
    fn default() -> Self {
        use Column::{Assignee, Customer, Name, Priority, Status, Tags, Updated};
        let usual = [Name, Customer, Status, Assignee, Priority, Tags, Updated];
        let shown = |column| Shown {
            column,
            width: None,
        };
        Self {
            columns: usual.map(shown).to_vec(),
            compact: false,
        }
    }
}

impl Layout {
    /// The columns from the start of a line on; the name is always among them.
    #[must_use]
    pub fn columns(&self) -> &[Shown] {
        &self.columns
    }

    #[must_use]
    pub fn shows(&self, column: Column) -> bool {
        self.columns.iter().any(|shown| shown.column == column)
    }

    /// Shows these columns and no others. Those that are shown stay where they are, new ones come
    /// last.
    pub fn choose(&mut self, chosen: &[Column]) {
        let stays = |one: &Shown| one.column == Column::Name || chosen.contains(&one.column);
        self.columns.retain(stays);
        for column in chosen {
            if !self.shows(*column) {
                self.columns.push(Shown {
                    column: *column,
                    width: None,
                });
            }
        }
    }

    /// Moves a column by one place; at the end of the line it stays.
    pub fn shift(&mut self, column: Column, step: Step) {
        let Some(at) = self.columns.iter().position(|one| one.column == column) else {
            return;
        };
        let to = match step {
            Step::Earlier => at.checked_sub(1),
            Step::Later => Some(at + 1),
        };
        if let Some(to) = to.filter(|to| *to < self.columns.len()) {
            self.columns.swap(at, to);
        }
    }

    /// Gives a column a width, as near as there is one; None for the usual one.
    pub fn resize(&mut self, column: Column, width: Option<u16>) {
        let mut columns = self.columns.iter_mut();
        if let Some(shown) = columns.find(|one| one.column == column) {
            shown.width = width.map(|width| width.clamp(*WIDTHS.start(), *WIDTHS.end()));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(layout: &Layout) -> Vec<&'static str> {
        layout
            .columns()
            .iter()
            .map(|one| one.column.word())
            .collect()
    }

    #[test]
    fn what_is_chosen_is_shown_and_the_name_always() {
        let mut layout = Layout::default();
        layout.resize(Column::Status, Some(200));
        layout.choose(&[Column::Number, Column::Status, Column::Customer]);
        assert_eq!(words(&layout), ["name", "customer", "status", "number"]);
        assert_eq!(layout.columns()[2].width, Some(200));
        layout.choose(&[]);
        assert_eq!(words(&layout), ["name"]);
    }

    #[test]
    fn columns_move_by_one_place_and_no_further_than_the_ends() {
        let mut layout = Layout::default();
        layout.choose(&[Column::Status, Column::Tags]);
        layout.shift(Column::Tags, Step::Earlier);
        assert_eq!(words(&layout), ["name", "tags", "status"]);
        layout.shift(Column::Name, Step::Earlier);
        layout.shift(Column::Status, Step::Later);
        layout.shift(Column::Mailbox, Step::Later);
        assert_eq!(words(&layout), ["name", "tags", "status"]);
        layout.shift(Column::Name, Step::Later);
        assert_eq!(words(&layout), ["tags", "name", "status"]);
    }

    #[test]
    fn a_width_stays_within_its_bounds() {
        let mut layout = Layout::default();
        for (asked, given) in [(1, 48), (200, 200), (u16::MAX, 960)] {
            layout.resize(Column::Name, Some(asked));
            assert_eq!(layout.columns()[0].width, Some(given));
        }
        layout.resize(Column::Name, None);
        assert_eq!(layout.columns()[0].width, None);
    }
}
