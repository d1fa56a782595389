//! The first page: the dashboard, or what somebody may do who sees no tickets.

use crate::{desk::access::UserDesk, domain::right::Right};

use super::{
    call::Call,
    dashboard,
    gate::Answer,
    respond, settings,
    view::{
        Section,
        home::{HomePage, May},
    },
};

/// Shows what there is for them.
pub async fn home(call: Call, user: UserDesk) -> Answer {
    if user.may(Right::TicketRead) {
        return dashboard::dashboard(call, user).await;
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
