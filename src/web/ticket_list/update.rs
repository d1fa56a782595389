//! What changed in a list after a number: `/tickets/rows`.

use crate::{
    desk::{
        access::UserDesk,
        feed::{CatchUp, Hears},
        problem::Problem,
        ticket_bulk::MOST,
        ticket_list::Line,
    },
    domain::{
        id::{ActivityId, TicketId},
        query::sort::{After, Sort},
        time::Timestamp,
    },
    web::{
        call::Call,
        draw,
        error::WebError,
        form::Form,
        gate::Answer,
        list_query::ListQuery,
        respond,
        view::ticket_list::{ListState, TicketListUpdate, TicketRow},
    },
};

use super::{PATH, columns, filters, question, views};

/// Says what changed in a list after a number: `/tickets/rows?…&after=88123`.
pub async fn ticket_rows(call: Call, user: UserDesk) -> Answer {
    let list = ListQuery::read(&call.query);
    let since = Since::read(&call.query)?;
    let until = call.query.get("until").and_then(After::read);
    let (reader, now) = (user.clone(), call.now);
    let update = call
        .run(move |desk| {
            let newest = desk.newest_change()?;
            let update = update(&reader, &list, until.as_ref(), &since, now)?;
            Ok::<_, WebError>(TicketListUpdate {
                rev: newest.0,
                ..update
            })
        })
        .await?;
    respond::fragment(&call, Some(&user), "_ticket_list_update.html", &update)
}

fn update(
    user: &UserDesk,
    list: &ListQuery,
    until: Option<&After>,
    since: &Since,
    now: Timestamp,
) -> Result<TicketListUpdate, WebError> {
    let (question, _) = question(user, list, now)?;
    let page = user.ticket_list(&question, None, 1)?;
    let links = views::links(user, &page.book, list, now)?;
    let (changed, reset) = since.changed(user)?;
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
    let lines: Vec<Line> = rows.into_iter().map(|(_, line)| line).collect();
    let excerpts = user.excerpts(&question, &lines)?;
    let between = (list.after.as_ref(), until);
    let drawn = lines.iter().zip(excerpts).map(|(line, excerpt)| {
        let id = line.ticket.id;
        let preview = list.with_preview(PATH, Some(id));
        let row = draw::row(&page.book, line, excerpt, preview);
        // The script knows where rows stand of which the newest change is the first.
        let inside = list.sort == Sort::default() || user.ticket_stands(&question, id, between)?;
        Ok::<_, Problem>(TicketRow {
            outside: !inside,
            ..row
        })
    });
    let state = super::state(page.counts.total, list, &links);
    Ok(TicketListUpdate {
        wider: match state {
            ListState::None => super::wider(user, list, now)?,
            _ => None,
        },
        state,
        query: list.words.clone(),
        first_mail_url: super::first_mail_url(user),
        address: super::first_address(&page.book),
        rev: since.after.0,
        columns: columns::draw("", &user.layout()?, list),
        rows: drawn.collect::<Result<_, _>>()?,
        gone,
        reset,
        total: page.counts.total,
        most_at_once: MOST,
        views: links.views,
        groups: links.groups,
        saved: links.saved,
        filters: filters::filters(list, &page.counts),
        clear_url: list.is_narrowed().then(|| PATH.to_owned()),
    })
}

/// Most rows that a page is given one by one; beyond it the page is loaded anew.
const MOST_ROWS: usize = 2_000;

/// What a page may lack: `after=88123&read=12&read=40`.
pub struct Since {
    /// The newest change that it knows.
    pub after: ActivityId,
    /// What its reader read elsewhere or made new again, which is no change of the desk.
    read: Vec<TicketId>,
}

impl Since {
    /// Reads it.
    ///
    /// # Errors
    /// [`WebError::BadRequest`] without a number.
    pub fn read(query: &Form) -> Result<Self, WebError> {
        let after = query.text("after").parse().map(ActivityId);
        let read = query.all("read").take(MOST_ROWS);
        Ok(Self {
            after: after.map_err(|_| WebError::BadRequest)?,
            read: read.filter_map(|n| n.parse().ok().map(TicketId)).collect(),
        })
    }

    /// The tickets whose rows may be others since, each once; true when it was too much to say.
    ///
    /// # Errors
    /// [`Problem`] if the changes cannot be read.
    pub fn changed(&self, user: &UserDesk) -> Result<(Vec<TicketId>, bool), Problem> {
        let CatchUp::Changes(changes) = user.catch_up(self.after)? else {
            return Ok((Vec::new(), true));
        };
        if changes.len() > MOST_ROWS {
            return Ok((Vec::new(), true));
        }
        let tickets = changes.iter().filter_map(|(_, hears)| match hears {
            Hears::Ticket(ticket) | Hears::Gone(ticket) => Some(*ticket),
            Hears::Settings => None,
        });
        let mut tickets: Vec<TicketId> = tickets.collect();
        for ticket in &self.read {
            if !tickets.contains(ticket) {
                tickets.push(*ticket);
            }
        }
        Ok((tickets, false))
    }
}
