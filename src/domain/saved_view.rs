//! A list with a name: somebody's own, or everybody's.

use serde::{Deserialize, Serialize};

use super::id::{UserId, ViewId};

/// Most characters of a name.
pub const NAME_CHARS: usize = 60;
/// Most views of one person, those that they share among them.
pub const MOST: usize = 100;
/// Most bytes of an address.
pub const LIST_BYTES: usize = 8_000;

/// A saved view.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavedView {
    pub id: ViewId,
    pub name: String,
    /// Who made it.
    pub owner: UserId,
    /// Everybody has it; each sees what they may see in it.
    pub shared: bool,
    /// What stands behind the `?` of the list's address, such as `status=open&sort=name`.
    pub list: String,
}
