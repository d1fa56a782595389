//! The first page: leads to the tickets, or says what somebody may do who sees none.

use crate::{desk::access::UserDesk, domain::right::Right};

use super::{
    call::Call,
    gate::{Answer, see_other},
    respond, settings,
    view::{
        Section,
        home::{HomePage, May},
    },
};

/// Leads on.
pub async fn home(call: Call, user: UserDesk) -> Answer {
    if user.may(Right::TicketRead) {
        return Ok(see_other("/tickets"));
    }
    let may = settings::PAGES.iter().filter(|(_, right)| user.may(*right));
    let page = HomePage {
        may: may
            .map(|(path, right)| May {
                word: right.word().replace(':', "-"),
                url: (*path).to_owned(),
            })
            .collect(),
    };
    respond::page(&call, Some(&user), Section::None, "home.html", &page)
}
