//! The dashboard at `/`: what it counts and over what stands in the address.

use crate::{
    desk::{access::UserDesk, book::Book},
    domain::{id::ActivityId, time::Timestamp},
};

use super::{
    call::Call,
    draw::dashboard::{Lists, mail, work_line},
    error::WebError,
    form::Form,
    gate::Answer,
    list_query::address,
    respond,
    view::{
        Section,
        dashboard::{Choice, DashboardPage},
    },
};

/// Days of a period.
const PERIODS: [u16; 3] = [7, 30, 90];

/// What an address asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Asked {
    days: u16,
    /// An address of a mailbox; empty for all.
    mailbox: String,
    /// The name of a group; empty for all.
    group: String,
}

impl Asked {
    /// Reads it; what there is not is left out.
    fn read(query: &Form, book: &Book) -> Self {
        let days = query.text("days").parse().ok();
        let mailbox = query.text("mailbox");
        let group = query.text("group");
        let mut mailboxes = book.mailboxes.iter();
        let mut groups = book.groups.iter();
        Self {
            days: days.filter(|it| PERIODS.contains(it)).unwrap_or(7),
            mailbox: mailboxes
                .find(|it| it.address.as_str() == mailbox)
                .map_or_else(String::new, |it| it.address.to_string()),
            group: groups
                .find(|it| it.name == group)
                .map_or_else(String::new, |it| it.name.clone()),
        }
    }

    /// What narrows every list, in the words of the query language.
    fn words(&self) -> String {
        let of = |key: &str, value: &str| match value {
            "" => None,
            // The language has no way to write one inside of others, and reads names without them.
            value => Some(format!("{key}:\"{}\"", value.replace('"', ""))),
        };
        let words = [of("mailbox", &self.mailbox), of("members", &self.group)];
        words.into_iter().flatten().collect::<Vec<_>>().join(" ")
    }

    fn url(&self, path: &str) -> String {
        let mut pairs = vec![("days", self.days.to_string())];
        for (name, value) in [("mailbox", &self.mailbox), ("group", &self.group)] {
            if !value.is_empty() {
                pairs.push((name, value.clone()));
            }
        }
        address(path, pairs.into_iter())
    }

    fn choice(&self, name: &str, other: Self) -> Choice {
        Choice {
            name: name.to_owned(),
            url: other.url("/"),
            current: *self == other,
        }
    }

    fn periods(&self) -> Vec<Choice> {
        let choice = |days: u16| {
            let other = Self {
                days,
                ..self.clone()
            };
            self.choice(&days.to_string(), other)
        };
        PERIODS.map(choice).to_vec()
    }

    /// One of several, all first; nothing where there is one or none.
    fn choices<'a>(
        &self,
        names: impl Iterator<Item = &'a str>,
        with: impl Fn(String) -> Self,
    ) -> Vec<Choice> {
        let all = std::iter::once("").chain(names);
        all.map(|name| self.choice(name, with(name.to_owned())))
            .collect()
    }
}

/// Shows it.
pub async fn dashboard(call: Call, user: UserDesk) -> Answer {
    let page = read(&call, &user).await?;
    respond::page(&call, Some(&user), Section::Home, "dashboard.html", &page)
}

/// The numbers as they are now: `/home/figures?days=30`.
pub async fn figures(call: Call, user: UserDesk) -> Answer {
    let page = read(&call, &user).await?;
    respond::fragment(&call, Some(&user), "_dashboard_update.html", &page)
}

async fn read(call: &Call, user: &UserDesk) -> Result<DashboardPage, WebError> {
    let (query, now, reader) = (call.query.clone(), call.now, user.clone());
    call.run(move |desk| {
        let rev = desk.newest_change()?;
        let asked = Asked::read(&query, &*reader.book()?);
        page(&reader, &asked, rev, now)
    })
    .await
}

fn page(
    user: &UserDesk,
    asked: &Asked,
    rev: ActivityId,
    now: Timestamp,
) -> Result<DashboardPage, WebError> {
    let words = asked.words();
    let it = user.dashboard(&words, asked.days, now)?;
    let (lists, book) = (Lists { words: &words }, &it.book);
    let mailboxes = match book.mailboxes.len() {
        0 | 1 => Vec::new(),
        _ => {
            let names = book.mailboxes.iter().map(|it| it.address.as_str());
            asked.choices(names, |mailbox| Asked {
                mailbox,
                ..asked.clone()
            })
        }
    };
    let groups = match book.groups.len() {
        0 => Vec::new(),
        _ => asked.choices(book.groups.iter().map(|it| it.name.as_str()), |group| {
            Asked {
                group,
                ..asked.clone()
            }
        }),
    };
    Ok(DashboardPage {
        rev: rev.0,
        part_of_day: match now.civil(&user.zone(book)).hour {
            4..12 => "morning",
            12..18 => "afternoon",
            _ => "evening",
        },
        days: asked.days,
        first: it.days.first().map_or(now, |day| day.from),
        periods: asked.periods(),
        mailboxes,
        groups,
        update_url: asked.url("/home/figures"),
        mail: mail(&it),
        tiles: lists.tiles(&it),
        work: it
            .work
            .iter()
            .map(|(line, pressing)| work_line(book, line, *pressing))
            .collect(),
        all_work: lists.work(&it),
        chart: lists.chart(&it),
        answers: lists.answers(&it, now),
        solved: lists.solved(&it, now),
        open: lists.open(&it),
        status: lists.status(&it),
        priority: lists.priority(&it),
        load: lists.load(&it),
    })
}
