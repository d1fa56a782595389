//! What a list's address says: filters, words, place. Read and written here only.

mod without;

use crate::domain::{
    assignee::Assignee,
    id::{GroupId, TicketId, UserId, ViewId},
    query::{
        Query,
        chip::{Chip, chips},
        sort::{After, Sort},
        typed::{Key, QUERY_CHARS, Term, read},
    },
    ticket::{Priority, Status},
    user::User,
};

use super::{
    form::Form,
    view::{Hidden, View},
};

/// Who a list is narrowed to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whose {
    /// The reader's: the same address means another list to another reader.
    Me,
    Nobody,
    Of(Assignee),
}

/// The question in an address such as `/tickets?status=open,waiting&query=printer`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ListQuery {
    pub status: Vec<Status>,
    pub priority: Vec<Priority>,
    pub whose: Option<Whose>,
    /// As typed.
    pub words: String,
    pub sort: Sort,
    /// The saved view that it began from.
    pub view: Option<ViewId>,
    pub after: Option<After>,
    pub preview: Option<TicketId>,
}

const NOT_CLOSED: [Status; 3] = [Status::Open, Status::Processing, Status::Waiting];

impl ListQuery {
    /// Reads an address; what is not understood is left out.
    #[must_use]
    pub fn read(query: &Form) -> Self {
        let list = |name| {
            let values = query.all(name).flat_map(|value| value.split(','));
            values.map(str::trim).map(str::to_owned).collect::<Vec<_>>()
        };
        let words: String = query.text("query").chars().take(QUERY_CHARS).collect();
        Self {
            status: known(list("status"), Status::from_word),
            priority: known(list("priority"), Priority::from_word),
            whose: query.get("assignee").and_then(whose),
            view: query
                .get("view")
                .and_then(|text| text.parse().ok())
                .map(ViewId),
            // What was typed was said last.
            sort: Sort::in_words(&words)
                .or_else(|| query.get("sort").and_then(Sort::from_word))
                .unwrap_or_default(),
            words,
            after: query.get("after_row").and_then(After::read),
            preview: query
                .get("preview")
                .and_then(|text| text.parse().ok())
                .map(TicketId),
        }
    }

    /// The list that a view of everybody stands for.
    #[must_use]
    pub fn of_view(view: View) -> Self {
        let not_closed = |whose| Self {
            status: NOT_CLOSED.to_vec(),
            whose,
            ..Self::default()
        };
        match view {
            // What sleeps, and what was answered last by us, needs none now.
            View::NeedsAnswer => Self::of_words("is:ours".to_owned()),
            View::Mine => not_closed(Some(Whose::Me)),
            View::Unassigned => not_closed(Some(Whose::Nobody)),
            View::NotClosed => not_closed(None),
            View::Everything => Self::default(),
        }
    }

    /// The list of what some words find.
    #[must_use]
    pub fn of_words(words: String) -> Self {
        Self {
            words,
            ..Self::default()
        }
    }

    /// The list of what a group has and has not closed.
    #[must_use]
    pub fn of_group(group: GroupId) -> Self {
        let whose = Some(Whose::Of(Assignee::Group(group)));
        Self {
            status: NOT_CLOSED.to_vec(),
            whose,
            ..Self::default()
        }
    }

    /// The question that the filters ask for a reader, without the words.
    #[must_use]
    pub fn question(&self, reader: &User) -> Query {
        Query {
            status: self.status.clone(),
            priority: self.priority.clone(),
            assignee: self.whose.map(|whose| match whose {
                Whose::Me => Some(Assignee::User(reader.id)),
                Whose::Nobody => None,
                Whose::Of(assignee) => Some(assignee),
            }),
            sort: self.sort,
            ..Query::default()
        }
    }

    /// True if something narrows the list.
    #[must_use]
    pub fn is_narrowed(&self) -> bool {
        !self.same_filters(&Self::default()) || !self.words.is_empty()
    }

    /// True if two lists have the same filters, whatever their words and place.
    #[must_use]
    pub fn same_filters(&self, other: &Self) -> bool {
        self.status == other.status && self.priority == other.priority && self.whose == other.whose
    }

    /// True if a view is shown, with or without more words.
    #[must_use]
    pub fn is_within(&self, view: &Self) -> bool {
        let (asked, own) = (read(&view.words).all, read(&self.words).all);
        let same = |one: &[Term], other: &[Term]| {
            let value = |term: &Term| (term.not, term.key, term.value.to_lowercase());
            one.iter().map(value).eq(other.iter().map(value))
        };
        let says = |any: &Vec<Term>| own.iter().any(|one| same(one, any));
        self.same_filters(view) && asked.iter().all(says)
    }

    /// This list from its first page with other words.
    #[must_use]
    pub fn with_words(&self, words: String) -> Self {
        let own = Sort::in_words(&self.words).is_none();
        let sort = Sort::in_words(&words).or(own.then_some(self.sort));
        Self {
            words,
            sort: sort.unwrap_or_default(),
            after: None,
            preview: None,
            ..self.clone()
        }
    }

    /// This list from its first page in another order, whatever its words said of it.
    #[must_use]
    pub fn with_sort(&self, sort: Sort) -> Self {
        let mut words = self.words.clone();
        while Sort::in_words(&words).is_some() {
            let says = |chip: &Chip<'_>| chip.key() == Some(Key::Sort);
            let Some(less) = chips(&words).into_iter().rfind(says).map(|it| it.without) else {
                break;
            };
            words = less;
        }
        Self {
            words,
            sort,
            after: None,
            ..self.clone()
        }
    }

    /// The filters as parameters, without words and place.
    #[must_use]
    pub fn hidden(&self) -> Vec<Hidden> {
        let pairs = self
            .pairs()
            .into_iter()
            .filter(|(name, _)| *name != "query");
        pairs
            .map(|(name, value)| Hidden {
                name: name.to_owned(),
                value,
            })
            .collect()
    }

    fn pairs(&self) -> Vec<(&'static str, String)> {
        let mut pairs = Vec::new();
        if !self.status.is_empty() {
            pairs.push((
                "status",
                self.status
                    .iter()
                    .map(|s| s.word())
                    .collect::<Vec<_>>()
                    .join(","),
            ));
        }
        if !self.priority.is_empty() {
            pairs.push((
                "priority",
                self.priority
                    .iter()
                    .map(|p| p.word())
                    .collect::<Vec<_>>()
                    .join(","),
            ));
        }
        if let Some(whose) = self.whose {
            pairs.push(("assignee", write_whose(whose)));
        }
        if !self.words.is_empty() {
            pairs.push(("query", self.words.clone()));
        }
        if self.sort != Sort::default() && Sort::in_words(&self.words).is_none() {
            pairs.push(("sort", self.sort.to_string()));
        }
        pairs.extend(self.view.map(|view| ("view", view.to_string())));
        pairs
    }

    /// Filters, words and order behind a `?`; nothing for the list of everything.
    #[must_use]
    pub fn bare(&self) -> String {
        self.bare_url("")
    }

    /// The same behind a path.
    #[must_use]
    pub fn bare_url(&self, path: &str) -> String {
        let whole = Self {
            view: None,
            ..self.clone()
        };
        whole.url(path, &[])
    }

    /// Writes an address with these filters; `more` goes behind them.
    #[must_use]
    pub fn url(&self, path: &str, more: &[(&str, String)]) -> String {
        let pairs = self
            .pairs()
            .into_iter()
            .chain(more.iter().map(|(name, value)| (*name, value.clone())));
        address(path, pairs)
    }

    /// The page that is shown, with another ticket previewed or none.
    #[must_use]
    pub fn with_preview(&self, path: &str, preview: Option<TicketId>) -> String {
        let mut more = Vec::new();
        more.extend(
            self.after
                .as_ref()
                .map(|after| ("after_row", after.write())),
        );
        more.extend(preview.map(|ticket| ("preview", ticket.to_string())));
        self.url(path, &more)
    }
}

/// Writes a path with parameters.
pub fn address<'a>(path: &str, pairs: impl Iterator<Item = (&'a str, String)>) -> String {
    // Commas and colons are allowed in a query (RFC 3986, 3.4) and easier to read as they are.
    const KEEP: percent_encoding::AsciiSet = percent_encoding::NON_ALPHANUMERIC
        .remove(b',')
        .remove(b':')
        .remove(b'-')
        .remove(b'.')
        .remove(b'_');
    let query: Vec<String> = pairs
        .map(|(name, value)| {
            format!(
                "{name}={}",
                percent_encoding::utf8_percent_encode(&value, &KEEP)
            )
        })
        .collect();
    if query.is_empty() {
        path.to_owned()
    } else {
        format!("{path}?{}", query.join("&"))
    }
}

fn known<T: PartialEq>(words: Vec<String>, read: impl Fn(&str) -> Option<T>) -> Vec<T> {
    let mut values = Vec::new();
    for value in words.iter().filter_map(|word| read(word)) {
        if !values.contains(&value) {
            values.push(value);
        }
    }
    values
}

fn whose(text: &str) -> Option<Whose> {
    match text {
        "me" => Some(Whose::Me),
        "nobody" => Some(Whose::Nobody),
        text => read_assignee(text).map(Whose::Of),
    }
}

fn write_whose(whose: Whose) -> String {
    match whose {
        Whose::Me => "me".to_owned(),
        Whose::Nobody => "nobody".to_owned(),
        Whose::Of(assignee) => write_assignee(Some(assignee)),
    }
}

/// Reads the value of an assignee choice, `user:7` or `group:3`.
#[must_use]
pub fn read_assignee(text: &str) -> Option<Assignee> {
    let (kind, id) = text.split_once(':')?;
    let id = id.parse().ok()?;
    match kind {
        "user" => Some(Assignee::User(UserId(id))),
        "group" => Some(Assignee::Group(GroupId(id))),
        _ => None,
    }
}

/// Writes it; empty is nobody.
#[must_use]
pub fn write_assignee(assignee: Option<Assignee>) -> String {
    match assignee {
        None => String::new(),
        Some(Assignee::User(id)) => format!("user:{id}"),
        Some(Assignee::Group(id)) => format!("group:{id}"),
    }
}
