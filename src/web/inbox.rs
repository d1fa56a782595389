//! The ticket inbox at the left of the expert view, and the expert view before a ticket is chosen.

use std::collections::BTreeMap;

use crate::{
    desk::{access::UserDesk, mint, problem::Problem, ticket_list::Line, ticket_view::LogPart},
    domain::{
        id::TicketId,
        log_part::Show,
        presence::Doing,
        query::{
            Query,
            ask::Ask,
            sort::After,
            typed::{QUERY_CHARS, WrongWord},
        },
        time::Timestamp,
        user::User,
    },
};

use super::{
    call::Call,
    draw,
    error::WebError,
    form::Form,
    gate::Answer,
    list_query::{ListQuery, address},
    respond,
    ticket::presence,
    ticket_list::{self, update::Since},
    view::{
        Hidden, Section, View, ViewLink,
        inbox::{Inbox, InboxItem, InboxPage, InboxUpdate},
        ticket_create::TicketCreate,
        ticket_list::Near,
    },
};

/// Tickets of one page of the inbox.
const ITEMS: usize = 40;
const VIEWS: [(View, &str); 4] = [
    (View::NeedsAnswer, "needs-answer"),
    (View::Mine, "mine"),
    (View::Unassigned, "unassigned"),
    (View::NotClosed, "not-closed"),
];

/// Who else is at each ticket of a page.
type Others = BTreeMap<TicketId, Vec<(User, Doing)>>;

/// What the inbox shows, from the address of the page that it stands on.
#[derive(Clone, Debug)]
pub struct InboxQuery {
    view: View,
    word: &'static str,
    words: String,
    after: Option<After>,
}

impl InboxQuery {
    /// Reads it; the first view where none is named.
    #[must_use]
    pub fn read(query: &Form) -> Self {
        let named = query.get("view").unwrap_or_default();
        let (view, word) = VIEWS
            .into_iter()
            .find(|(_, word)| *word == named)
            .unwrap_or((View::NeedsAnswer, "needs-answer"));
        Self {
            view,
            word,
            words: query.text("query").chars().take(QUERY_CHARS).collect(),
            after: query.get("after_row").and_then(After::read),
        }
    }

    /// What the inbox asks, and what is wrong with the words that were typed.
    fn question(
        &self,
        user: &UserDesk,
        now: Timestamp,
    ) -> Result<(Query, Vec<WrongWord>), Problem> {
        let view = ListQuery::of_view(self.view);
        let (typed, wrong) =
            ticket_list::question(user, &view.with_words(self.words.clone()), now)?;
        let (view, _) = ticket_list::question(user, &view, now)?;
        let asks: Vec<Ask> = view.ask.into_iter().chain(typed.ask).collect();
        let ask = (!asks.is_empty()).then_some(Ask::All(asks));
        Ok((Query { ask, ..typed }, wrong))
    }

    /// The newest page of this inbox, beside what stands at `path`.
    pub(super) fn url(&self, path: &str) -> String {
        address(path, self.pairs(None).into_iter())
    }

    /// A part of a ticket's log with the inbox as it is.
    pub(super) fn log_url(&self, path: &str, part: LogPart) -> String {
        let mut pairs = self.pairs(self.after.as_ref());
        if part.show != Show::All {
            pairs.push(("show", part.show.word().to_owned()));
        }
        pairs.extend(part.before.map(|line| ("before", line.to_string())));
        pairs.extend(part.seen.map(|line| ("seen", line.to_string())));
        address(path, pairs.into_iter())
    }

    fn pairs(&self, after: Option<&After>) -> Vec<(&'static str, String)> {
        let mut pairs = vec![("view", self.word.to_owned())];
        if !self.words.is_empty() {
            pairs.push(("query", self.words.clone()));
        }
        pairs.extend(after.map(|after| ("after_row", after.write())));
        pairs
    }

    /// Every view with how many tickets it has now, beside what stands at `path`.
    fn views(
        &self,
        user: &UserDesk,
        path: &str,
        now: Timestamp,
    ) -> Result<Vec<ViewLink>, WebError> {
        let mut questions = Vec::new();
        for (view, _) in VIEWS {
            questions.push(ticket_list::question(user, &ListQuery::of_view(view), now)?.0);
        }
        let counts = user.ticket_counts(&questions)?;
        let links = VIEWS.into_iter().zip(counts);
        let links = links.map(|((view, word), count)| ViewLink {
            view,
            url: address(path, [("view", word.to_owned())].into_iter()),
            count: Some(count),
            current: view == self.view,
        });
        Ok(links.collect())
    }

    fn item(
        &self,
        book: &crate::desk::book::Book,
        line: &Line,
        open: Option<TicketId>,
        others: &Others,
    ) -> InboxItem {
        let ticket = &line.ticket;
        let others = others.get(&ticket.id).filter(|_| open != Some(ticket.id));
        InboxItem {
            number: ticket.id.0,
            rev: ticket.rev.0,
            name: ticket.name.clone(),
            customer: draw::label(line.customer.as_ref()),
            status: ticket.status,
            priority: ticket.priority,
            assignee: draw::assignee(book, ticket.assignee),
            updated: ticket.updated,
            url: address(
                &format!("/t/{}", ticket.id),
                self.pairs(self.after.as_ref()).into_iter(),
            ),
            current: open == Some(ticket.id),
            unread: line.unread && open != Some(ticket.id),
            mentioned: line.mentioned && open != Some(ticket.id),
            others: others.map_or_else(Vec::new, |others| presence::drawn(others)),
        }
    }
}

/// Reads the inbox for a page at `path`, with `open` beside it; if nothing has its words, that of words
/// one letter away, and says so.
///
/// # Errors
/// [`WebError`] if the list cannot be read.
pub fn read(
    user: &UserDesk,
    query: &InboxQuery,
    path: &str,
    open: Option<TicketId>,
    now: Timestamp,
) -> Result<Inbox, WebError> {
    let inbox = as_typed(user, query, path, open, now)?;
    if inbox.total > 0 || query.words.is_empty() {
        return Ok(inbox);
    }
    let Some(words) = user.put_right(&query.words)? else {
        return Ok(inbox);
    };
    let other = InboxQuery {
        words,
        ..query.clone()
    };
    let near = as_typed(user, &other, path, open, now)?;
    if near.total == 0 {
        return Ok(inbox);
    }
    Ok(Inbox {
        query: inbox.query,
        wrong: inbox.wrong,
        near: Some(Near {
            typed: query.words.clone(),
            shown: other.words,
        }),
        ..near
    })
}

fn as_typed(
    user: &UserDesk,
    query: &InboxQuery,
    path: &str,
    open: Option<TicketId>,
    now: Timestamp,
) -> Result<Inbox, WebError> {
    let (question, wrong) = query.question(user, now)?;
    let page = user.ticket_list(&question, query.after.as_ref(), ITEMS)?;
    let ids: Vec<TicketId> = page.lines.iter().map(|line| line.ticket.id).collect();
    let others = user.others_among(&ids)?;
    let older = page
        .next
        .map(|after| address(path, query.pairs(Some(&after)).into_iter()));
    Ok(Inbox {
        views: query.views(user, path, now)?,
        query: query.words.clone(),
        wrong: draw::query::wrong(&wrong),
        near: None,
        search_url: path.to_owned(),
        hidden: vec![Hidden {
            name: "view".to_owned(),
            value: query.word.to_owned(),
        }],
        items: page
            .lines
            .iter()
            .map(|line| query.item(&page.book, line, open, &others))
            .collect(),
        total: page.counts.total,
        older_url: older,
        newest_url: query.after.as_ref().map(|_| query.url(path)),
        items_url: query.url("/inbox/items"),
    })
}

/// Shows the expert view without a ticket.
pub async fn inbox(call: Call, user: UserDesk) -> Answer {
    let query = InboxQuery::read(&call.query);
    let (reader, now) = (user.clone(), call.now);
    let page = call
        .run(move |_| {
            let inbox = read(&reader, &query, "/inbox", None, now)?;
            let book = reader.book()?;
            let address = book
                .mailboxes
                .first()
                .map(|mailbox| mailbox.address.to_string());
            let create = TicketCreate::new(mint::form_name(), draw::assignees(&book));
            Ok::<_, WebError>(InboxPage {
                inbox,
                create,
                address,
            })
        })
        .await?;
    respond::page(&call, Some(&user), Section::Inbox, "inbox.html", &page)
}

/// Says what changed in the inbox after a number.
pub async fn inbox_items(call: Call, user: UserDesk) -> Answer {
    let query = InboxQuery::read(&call.query);
    let since = Since::read(&call.query)?;
    let open = call
        .query
        .get("open")
        .and_then(|text| text.parse().ok())
        .map(TicketId);
    let (reader, now) = (user.clone(), call.now);
    let update = call
        .run(move |desk| {
            let rev = desk.newest_change()?.0;
            let (question, _) = query.question(&reader, now)?;
            let page = reader.ticket_list(&question, None, 1)?;
            let (changed, reset) = since.changed(&reader)?;
            let others = reader.others_among(&changed)?;
            let path = open.map_or_else(|| "/inbox".to_owned(), |open| format!("/t/{open}"));
            let views = query.views(&reader, &path, now)?;
            let beside = match open {
                Some(open) => reader.stands_beside(open, &changed)?,
                None => false,
            };
            let (mut items, mut gone) = (Vec::new(), Vec::new());
            for ticket in changed {
                match reader.ticket_line(ticket)? {
                    Some(line) if reader.ticket_matches(&question, ticket)? => {
                        items.push(query.item(&page.book, &line, open, &others));
                    }
                    _ => gone.push(ticket.0),
                }
            }
            items.sort_by_key(|item| std::cmp::Reverse(item.updated));
            Ok::<_, WebError>(InboxUpdate {
                rev,
                items,
                gone,
                reset,
                total: page.counts.total,
                views,
                beside,
            })
        })
        .await?;
    respond::fragment(&call, Some(&user), "_inbox_update.html", &update)
}
