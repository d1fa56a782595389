//! The overview: `/tickets`, and what changed in it since a number.

use std::sync::Arc;

use crate::{
    desk::{
        access::UserDesk,
        book::Book,
        feed::{CatchUp, Hears},
        problem::Problem,
        ticket_list::Page,
    },
    domain::{
        id::{ActivityId, TicketId},
        query::{Query, typed::WrongWord},
        right::Right,
        tally::Counts,
        ticket::{Priority, Status},
        time::Timestamp,
        user::User,
    },
};

use super::{
    api::ticket::write_after,
    call::Call,
    draw,
    error::WebError,
    gate::Answer,
    list_query::ListQuery,
    respond,
    ticket::preview,
    view::{
        Filter, Filters, Section, View, ViewLink,
        ticket_create::TicketCreate,
        ticket_list::{GroupLink, ListState, TicketListPage, TicketListUpdate, Wider},
    },
};

const PATH: &str = "/tickets";
/// Rows of one page.
const ROWS: usize = 50;
/// Status and priority as the quick filters show them.
const STATUS: [Status; 4] = [
    Status::Open,
    Status::Processing,
    Status::Waiting,
    Status::Closed,
];
const PRIORITY: [Priority; 4] = [
    Priority::Urgent,
    Priority::High,
    Priority::Medium,
    Priority::Low,
];
const VIEWS: [View; 5] = [
    View::NeedsAnswer,
    View::Mine,
    View::Unassigned,
    View::NotClosed,
    View::Everything,
];

/// Shows one page of the list.
pub async fn ticket_list(call: Call, user: UserDesk) -> Answer {
    let list = ListQuery::read(&call.query);
    let (of_page, reader) = (list.clone(), user.clone());
    let now = call.now;
    let page = call.run(move |_| read(&reader, &of_page, now)).await?;
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

fn read(user: &UserDesk, list: &ListQuery, now: Timestamp) -> Result<TicketListPage, WebError> {
    let (question, wrong) = question(user, list, now)?;
    let page = user.ticket_list(&question, list.after, ROWS)?;
    let (views, groups) = links(user, &page.book, list)?;
    let everything = views.last().and_then(|view| view.count).unwrap_or(0);
    let state = match (page.lines.is_empty(), everything) {
        (false, _) => ListState::Rows,
        (true, 0) => ListState::First,
        (true, _) => ListState::None,
    };
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
        book,
    } = page;
    let rows = lines
        .iter()
        .map(|line| draw::row(&book, line, list.with_preview(PATH, Some(line.ticket.id))));
    Ok(TicketListPage {
        query: list.words.clone(),
        wrong: draw::query::wrong(&wrong),
        views,
        groups,
        filters: filters(list, &counts),
        clear_url: list.is_narrowed().then(|| PATH.to_owned()),
        wider,
        first_mail_url: user
            .may(Right::Settings)
            .then(|| "/setup/first-mail".to_owned()),
        hidden: list.hidden(),
        state,
        rows: rows.collect(),
        total: counts.total,
        older_url: next.map(|after| list.url(PATH, &[("after_row", write_after(after))])),
        newest_url: list.after.map(|_| list.url(PATH, &[])),
        rows_url: list.url("/tickets/rows", &[]),
        preview,
        preview_close_url: list.with_preview(PATH, None),
        create: TicketCreate::new(draw::assignees(&book)),
        address: book
            .mailboxes
            .first()
            .map(|mailbox| mailbox.address.to_string()),
    })
}

/// The list without one of its filters that finds the fewest tickets, but some.
fn wider(user: &UserDesk, list: &ListQuery, now: Timestamp) -> Result<Option<Wider>, Problem> {
    let lists: Vec<_> = list.without_one().collect();
    let questions = lists.iter().map(|(_, one)| question(user, one, now));
    let questions = questions.map(|asked| asked.map(|(question, _)| question));
    let questions: Vec<Query> = questions.collect::<Result<_, _>>()?;
    let counts = user.ticket_counts(&questions)?;
    let found = lists.iter().zip(counts).filter(|(_, count)| *count > 0);
    let smallest = found.min_by_key(|(_, count)| *count);
    Ok(smallest.map(|((without, one), count)| Wider {
        without: *without,
        url: one.url(PATH, &[]),
        count,
    }))
}

/// The views of everybody and the groups, with their counts.
fn links(
    user: &UserDesk,
    book: &Arc<Book>,
    list: &ListQuery,
) -> Result<(Vec<ViewLink>, Vec<GroupLink>), Problem> {
    let reader: &User = user.user();
    let views = VIEWS.map(ListQuery::of_view);
    let groups: Vec<ListQuery> = book
        .groups
        .iter()
        .map(|group| ListQuery::of_group(group.id))
        .collect();
    let questions: Vec<Query> = views
        .iter()
        .chain(&groups)
        .map(|one| one.question(reader))
        .collect();
    let counts = user.ticket_counts(&questions)?;
    let (of_views, of_groups) = counts.split_at_checked(views.len()).unwrap_or_default();
    let view_links = VIEWS
        .into_iter()
        .zip(&views)
        .zip(of_views)
        .map(|((view, one), count)| ViewLink {
            view,
            url: one.url(PATH, &[]),
            count: Some(*count),
            current: one.same_filters(list),
        });
    let group_links =
        book.groups
            .iter()
            .zip(&groups)
            .zip(of_groups)
            .map(|((group, one), count)| GroupLink {
                name: group.name.clone(),
                url: one.url(PATH, &[]),
                count: *count,
                current: one.same_filters(list),
            });
    Ok((view_links.collect(), group_links.collect()))
}

fn filters(list: &ListQuery, counts: &Counts) -> Filters {
    let status = STATUS.map(|value| {
        let mut pressed = ListQuery {
            after: None,
            preview: None,
            ..list.clone()
        };
        toggle(&mut pressed.status, value, STATUS);
        Filter {
            value,
            url: pressed.url(PATH, &[]),
            count: counts
                .status
                .get(usize::from(value.code()))
                .copied()
                .unwrap_or(0),
            on: list.status.contains(&value),
        }
    });
    let priority = PRIORITY.map(|value| {
        let mut pressed = ListQuery {
            after: None,
            preview: None,
            ..list.clone()
        };
        toggle(&mut pressed.priority, value, PRIORITY);
        Filter {
            value,
            url: pressed.url(PATH, &[]),
            count: counts
                .priority
                .get(usize::from(value.code()))
                .copied()
                .unwrap_or(0),
            on: list.priority.contains(&value),
        }
    });
    Filters {
        status: status.to_vec(),
        priority: priority.to_vec(),
    }
}

/// Adds or takes away a value and keeps the order of the filters, so that equal lists have equal addresses.
fn toggle<T: Copy + PartialEq>(values: &mut Vec<T>, value: T, order: [T; 4]) {
    let was_on = values.contains(&value);
    let on = |one: &T| {
        if *one == value {
            !was_on
        } else {
            values.contains(one)
        }
    };
    *values = order.into_iter().filter(on).collect();
}

/// Says what changed in a list after a number: `/tickets/rows?…&after=88123`.
pub async fn ticket_rows(call: Call, user: UserDesk) -> Answer {
    let list = ListQuery::read(&call.query);
    let after = call
        .query
        .text("after")
        .parse()
        .map(ActivityId)
        .map_err(|_| WebError::BadRequest)?;
    let (reader, now) = (user.clone(), call.now);
    let update = call
        .run(move |desk| {
            let newest = desk.newest_change()?;
            update(&reader, &list, after, newest, now)
        })
        .await?;
    respond::fragment(&call, Some(&user), "_ticket_list_update.html", &update)
}

fn update(
    user: &UserDesk,
    list: &ListQuery,
    after: ActivityId,
    newest: ActivityId,
    now: Timestamp,
) -> Result<TicketListUpdate, WebError> {
    let (question, _) = question(user, list, now)?;
    let page = user.ticket_list(&question, None, 1)?;
    let (views, groups) = links(user, &page.book, list)?;
    let (changed, reset) = changed(user, after)?;
    let (mut rows, mut gone) = (Vec::new(), Vec::new());
    for ticket in changed {
        match user
            .ticket_line(ticket)?
            .filter(|_| user.ticket_matches(&question, ticket).unwrap_or(false))
        {
            Some(line) => rows.push((line.ticket.updated, line)),
            None => gone.push(ticket.0),
        }
    }
    rows.sort_by_key(|(updated, _)| std::cmp::Reverse(*updated));
    let rows = rows.iter().map(|(_, line)| {
        draw::row(
            &page.book,
            line,
            list.with_preview(PATH, Some(line.ticket.id)),
        )
    });
    Ok(TicketListUpdate {
        rev: newest.0,
        rows: rows.collect(),
        gone,
        reset,
        total: page.counts.total,
        views,
        groups,
        filters: filters(list, &page.counts),
        clear_url: list.is_narrowed().then(|| PATH.to_owned()),
    })
}

/// Most rows that a page is given one by one; beyond it the page is loaded anew.
const MOST_ROWS: usize = 2_000;

/// The tickets that changed after a number, each once; true when it was too much to say.
pub fn changed(user: &UserDesk, after: ActivityId) -> Result<(Vec<TicketId>, bool), Problem> {
    let CatchUp::Changes(changes) = user.catch_up(after)? else {
        return Ok((Vec::new(), true));
    };
    if changes.len() > MOST_ROWS {
        return Ok((Vec::new(), true));
    }
    let tickets = changes.iter().filter_map(|(_, hears)| match hears {
        Hears::Ticket(ticket) | Hears::Gone(ticket) => Some(*ticket),
        Hears::Settings => None,
    });
    Ok((tickets.collect(), false))
}
