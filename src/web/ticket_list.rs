//! The overview: `/tickets`.

pub mod bulk;
pub mod columns;
pub mod export;
mod filters;
mod near;
pub mod update;
pub mod views;

use crate::{
    desk::{
        access::UserDesk, book::Book, mint, problem::Problem, search::Progress, ticket_bulk::MOST,
        ticket_list::Page,
    },
    domain::{
        query::{
            Query,
            ask::Ask,
            sort::{After, Sort},
            typed::WrongWord,
        },
        right::Right,
        time::Timestamp,
    },
};

use super::{
    call::Call,
    draw,
    error::WebError,
    gate::Answer,
    list_query::ListQuery,
    respond,
    ticket::preview,
    view::{
        self, Section,
        ticket_create::TicketCreate,
        ticket_list::{Indexed, ListState, Selection, TicketListPage, Wider},
    },
};

const PATH: &str = "/tickets";
/// Rows of one page.
const ROWS: usize = 50;
/// Tags that are offered for completion.
const TAGS: usize = 100;

/// Shows one page of the list.
pub async fn ticket_list(call: Call, user: UserDesk) -> Answer {
    let list = ListQuery::read(&call.query);
    let (of_page, reader) = (list.clone(), user.clone());
    let now = call.now;
    let menu = columns::asked(&call);
    let page = call
        .run(move |_| near::read(&reader, &of_page, &menu, now))
        .await?;
    respond::page(
        &call,
        Some(&user),
        Section::Tickets,
        "ticket_list.html",
        &page,
    )
}

/// The question of a list with its words, and what in them was not understood.
///
/// # Errors
/// [`Problem`] if what names stand for cannot be read.
pub fn question(
    user: &UserDesk,
    list: &ListQuery,
    now: Timestamp,
) -> Result<(Query, Vec<WrongWord>), Problem> {
    let asked = user.ask(&list.words, now)?;
    let question = Query {
        ask: asked.ask,
        ..list.question(user.user())
    };
    Ok((question, asked.wrong))
}

fn read(
    user: &UserDesk,
    list: &ListQuery,
    menu: &str,
    now: Timestamp,
) -> Result<TicketListPage, WebError> {
    let (question, wrong) = question(user, list, now)?;
    let page = user.ticket_list(&question, list.after.as_ref(), ROWS)?;
    let excerpts = user.excerpts(&question, &page.lines)?;
    let links = views::links(user, &page.book, list, now)?;
    let state = state(page.lines.len() as u64, list, &links);
    let wider = match state {
        ListState::None => wider(user, list, now)?,
        _ => None,
    };
    let preview = match list.preview {
        Some(ticket) => preview::read(user, ticket, Some(list.with_preview(PATH, None)))?,
        None => None,
    };
    let Page {
        lines,
        next,
        counts,
        indexed,
        book,
    } = page;
    let rows = lines.iter().zip(excerpts).map(|(line, excerpt)| {
        let preview = list.with_preview(PATH, Some(line.ticket.id));
        draw::row(&book, line, excerpt, preview)
    });
    Ok(TicketListPage {
        query: list.words.clone(),
        chips: draw::query::chips_of(list, PATH, &wrong),
        wrong: draw::query::wrong(&wrong),
        near: None,
        indexed: indexed.map(percent_of),
        views: links.views,
        groups: links.groups,
        saved: links.saved,
        menu: views::menu(user, list, None)?,
        filters: filters::filters(list, &counts),
        clear_url: list.is_narrowed().then(|| PATH.to_owned()),
        wider,
        first_mail_url: first_mail_url(user),
        hidden: list.hidden(),
        state,
        usual_order: list.sort == Sort::default(),
        columns: columns::draw(menu, &user.layout()?, list),
        rows: rows.collect(),
        total: counts.total,
        csv_url: list.bare_url("/tickets.csv"),
        older_url: next
            .as_ref()
            .map(|after| list.url(PATH, &[("after_row", after.write())])),
        newest_url: list.after.as_ref().map(|_| list.url(PATH, &[])),
        selection: Selection::default(),
        most_at_once: MOST,
        tags: tags(user)?,
        rows_url: rows_url(list, next.as_ref()),
        preview,
        preview_close_url: list.with_preview(PATH, None),
        in_bin: question.ask.as_ref().is_some_and(Ask::is_of_bin),
        create: TicketCreate::new(mint::form_name(), draw::assignees(&book)),
        address: first_address(&book),
    })
}

/// Why rows are shown or not, by how many there are.
fn state(rows: u64, list: &ListQuery, links: &views::Links) -> ListState {
    let everything = links.views.last().and_then(|view| view.count).unwrap_or(0);
    let needs_answer = ListQuery::of_view(view::View::NeedsAnswer);
    let is_whole = list.same_filters(&needs_answer) && list.words.trim() == needs_answer.words;
    match (rows, everything) {
        (1.., _) => ListState::Rows,
        (0, 0) => ListState::First,
        (0, _) if is_whole => ListState::Done,
        (0, _) => ListState::None,
    }
}

fn first_mail_url(user: &UserDesk) -> Option<String> {
    let url = "/setup/first-mail".to_owned();
    user.may(Right::Settings).then_some(url)
}

fn first_address(book: &Book) -> Option<String> {
    let mailbox = book.mailboxes.first();
    mailbox.map(|mailbox| mailbox.address.to_string())
}

/// The names of the first tags that the reader may know of: a page has room for so many.
fn tags(user: &UserDesk) -> Result<Vec<String>, Problem> {
    let tags = user.tag_words(TAGS)?.into_iter();
    Ok(tags.map(|tag| tag.name).collect())
}

/// What live updates of a page ask: where it begins and ends, so that they know what stands on it.
fn rows_url(list: &ListQuery, next: Option<&After>) -> String {
    let mut page = Vec::new();
    if list.sort != Sort::default() {
        page.extend(list.after.as_ref().map(|at| ("after_row", at.write())));
        page.extend(next.map(|at| ("until", at.write())));
    }
    list.url("/tickets/rows", &page)
}

/// The list without one of its filters that finds the fewest tickets, but some.
fn wider(user: &UserDesk, list: &ListQuery, now: Timestamp) -> Result<Option<Wider>, Problem> {
    let lists = list.without_one();
    let questions = lists.iter().map(|one| question(user, &one.list, now));
    let questions = questions.map(|asked| asked.map(|(question, _)| question));
    let questions: Vec<Query> = questions.collect::<Result<_, _>>()?;
    let counts = user.ticket_counts(&questions)?;
    let found = lists
        .into_iter()
        .zip(counts)
        .filter(|(_, count)| *count > 0);
    let smallest = found.min_by_key(|(_, count)| *count);
    Ok(smallest.map(|(one, count)| Wider {
        without: one.filter,
        term: one.term,
        url: one.list.url(PATH, &[]),
        count,
    }))
}

fn percent_of(progress: Progress) -> Indexed {
    let Progress { done, all } = progress;
    Indexed {
        percent: done.saturating_mul(100) / all.max(1),
    }
}
