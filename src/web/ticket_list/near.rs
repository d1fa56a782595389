//! A list whose words nothing has: that of words one letter away, and saying so.

use crate::{
    desk::access::UserDesk,
    domain::time::Timestamp,
    web::{
        error::WebError,
        list_query::ListQuery,
        view::ticket_list::{Near, TicketListPage},
    },
};

/// Reads a list; if nothing has its words, that of words near them.
pub fn read(
    user: &UserDesk,
    list: &ListQuery,
    menu: &str,
    now: Timestamp,
) -> Result<TicketListPage, WebError> {
    let page = super::read(user, list, menu, now)?;
    if page.total > 0 || list.words.is_empty() {
        return Ok(page);
    }
    let Some(words) = user.put_right(&list.words)? else {
        return Ok(page);
    };
    let other = ListQuery {
        words: words.clone(),
        ..list.clone()
    };
    let near = super::read(user, &other, menu, now)?;
    if near.total == 0 {
        return Ok(page);
    }
    Ok(TicketListPage {
        query: list.words.clone(),
        chips: page.chips,
        near: Some(Near {
            typed: list.words.clone(),
            shown: words,
        }),
        wrong: page.wrong,
        menu: page.menu,
        ..near
    })
}
