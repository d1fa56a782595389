//! The views beside the list: those of everybody, the groups, saved ones. Saving, changing, deleting.

use std::sync::Arc;

use crate::{
    desk::{access::UserDesk, book::Book, problem::Problem, saved_views::ViewEdit},
    domain::{
        id::{UndoId, ViewId},
        query::sort::Sort,
        right::Right,
        saved_view::SavedView,
        time::Timestamp,
    },
    web::{
        call::Call,
        draw,
        error::WebError,
        form::Form,
        gate::{Answer, see_other},
        list_query::ListQuery,
        respond, undo,
        view::{
            FieldError, Section, View, ViewLink,
            ticket_list::{GroupLink, SavedLink, ViewMenu},
        },
    },
};

use super::{PATH, question, read};

const VIEWS: [View; 5] = [
    View::NeedsAnswer,
    View::Mine,
    View::Unassigned,
    View::NotClosed,
    View::Everything,
];

/// The views of everybody, the groups and the saved views, with their counts.
pub(in crate::web) struct Links {
    pub views: Vec<ViewLink>,
    pub groups: Vec<GroupLink>,
    pub saved: Vec<SavedLink>,
}

/// Reads them as they stand beside a list.
pub(in crate::web) fn links(
    user: &UserDesk,
    book: &Arc<Book>,
    list: &ListQuery,
    now: Timestamp,
) -> Result<Links, Problem> {
    let saved = user.saved_views()?;
    let views = VIEWS.map(ListQuery::of_view);
    let groups: Vec<ListQuery> = book
        .groups
        .iter()
        .map(|group| ListQuery::of_group(group.id))
        .collect();
    let lists: Vec<ListQuery> = saved.iter().map(of_saved).collect();
    let mut questions = Vec::new();
    for list in views.iter().chain(&groups).chain(&lists) {
        questions.push(question(user, list, now)?.0);
    }
    let mut counts = user.ticket_counts(&questions)?.into_iter();
    let mut count = || counts.next().unwrap_or(0);
    let is_current = |one: &ListQuery| list.view.is_none() && list.is_within(one);
    // What needs an answer is part of everything.
    let current = views.iter().position(is_current);
    let views = VIEWS.iter().zip(&views).enumerate();
    let views = views.map(|(place, (view, one))| ViewLink {
        view: *view,
        url: match view {
            View::Unassigned => one.with_sort(Sort::OLDEST).url(PATH, &[]),
            _ => one.url(PATH, &[]),
        },
        count: Some(count()),
        current: current == Some(place),
    });
    let views = views.collect();
    let groups = book
        .groups
        .iter()
        .zip(&groups)
        .map(|(group, one)| GroupLink {
            name: group.name.clone(),
            url: one.url(PATH, &[]),
            count: count(),
            current: is_current(one),
        });
    let groups = groups.collect();
    let saved = saved.iter().zip(&lists).map(|(view, one)| SavedLink {
        name: view.name.clone(),
        url: one.url(PATH, &[]),
        count: count(),
        current: list.view == Some(view.id),
        shared: view.shared,
    });
    let saved = saved.collect();
    Ok(Links {
        views,
        groups,
        saved,
    })
}

/// The list that a saved view stands for.
fn of_saved(view: &SavedView) -> ListQuery {
    ListQuery {
        view: Some(view.id),
        after: None,
        preview: None,
        ..ListQuery::read(&Form::urlencoded(view.list.as_bytes()))
    }
}

/// The menu that saves the list that is shown.
pub(super) fn menu(
    user: &UserDesk,
    list: &ListQuery,
    typed: Option<Typed>,
) -> Result<ViewMenu, Problem> {
    let views = user.saved_views()?;
    let open = views.into_iter().find(|view| Some(view.id) == list.view);
    let open = open.filter(|view| user.may_change_view(view));
    let (id, name, shared) = open.map_or((None, String::new(), false), |view| {
        (Some(view.id.0), view.name, view.shared)
    });
    let bare = list.bare();
    let typed_something = typed.is_some();
    let typed = typed.unwrap_or(Typed {
        name,
        shared,
        errors: Vec::new(),
    });
    Ok(ViewMenu {
        id,
        list: bare.trim_start_matches('?').to_owned(),
        name: typed.name,
        shared: typed.shared,
        may_share: user.may(Right::Views),
        open: typed_something,
        errors: typed.errors,
    })
}

/// What was typed into the menu and refused.
#[derive(Clone, Debug)]
pub struct Typed {
    name: String,
    shared: bool,
    errors: Vec<FieldError>,
}

enum Done {
    Saved(SavedView),
    Deleted(Option<UndoId>),
}

/// Saves the list under a name, changes a view, deletes it. Leads to the list.
pub async fn view_save(call: Call, user: UserDesk) -> Answer {
    let form = call.form.clone();
    let list = ListQuery {
        after: None,
        preview: None,
        ..ListQuery::read(&Form::urlencoded(form.text("list").as_bytes()))
    };
    let (actor, now, asked) = (user.clone(), call.now, list.clone());
    let done = call.run(move |_| act(&actor, &form, &asked, now)).await;
    match done {
        Ok(Done::Saved(view)) => Ok(see_other(&of_saved(&view).url(PATH, &[]))),
        Ok(Done::Deleted(id)) => Ok(undo::offer(PATH, id)),
        Err(error) => refused(call, user, list, &error).await,
    }
}

fn act(user: &UserDesk, form: &Form, list: &ListQuery, now: Timestamp) -> Result<Done, Problem> {
    let id = form.text("id").parse().ok().map(ViewId);
    if let Some(id) = id.filter(|_| form.has("delete")) {
        return user.view_delete(id, now).map(Done::Deleted);
    }
    let bare = ListQuery {
        view: None,
        ..list.clone()
    };
    let edit = ViewEdit {
        name: Some(form.text("name").to_owned()),
        // Who may not share has no box, and a view of theirs is not shared.
        shared: user.may(Right::Views).then(|| form.has("shared")),
        list: Some(bare.bare().trim_start_matches('?').to_owned()),
    };
    let saved = match id.filter(|_| !form.has("new")) {
        Some(id) => user.view_edit(id, &edit)?,
        None => user.view_create(&edit)?,
    };
    Ok(Done::Saved(saved))
}

async fn refused(call: Call, user: UserDesk, list: ListQuery, error: &WebError) -> Answer {
    let Some(field) = draw::field_error(error) else {
        return Err(error.clone());
    };
    let typed = Typed {
        name: call.form.text("name").to_owned(),
        shared: call.form.has("shared"),
        errors: vec![field],
    };
    let (reader, now) = (user.clone(), call.now);
    let page = call
        .run(move |_| {
            let mut page = read(&reader, &list, "", now)?;
            page.menu = menu(&reader, &list, Some(typed))?;
            Ok::<_, WebError>(page)
        })
        .await?;
    let template = "ticket_list.html";
    let mut response = respond::page(&call, Some(&user), Section::Tickets, template, &page)?;
    response.set_status(error.status());
    Ok(response)
}
