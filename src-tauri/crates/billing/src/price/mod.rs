//! Prices: what the practice charges and what payers are expected to allow, each from a day on.
//!
//! A price never changes in place: another amount is another record from its own day, and ends the one before it.

mod book;
mod list;
mod publish;

pub use book::{Price, PriceBook, PriceId, PriceKey, PriceKind, expected_allowed};
pub use list::{PriceFlag, PriceLine, PriceList, PriceQuery, list_prices};
pub(crate) use publish::{NewPrice, Published, publish};
pub use publish::{PriceForm, PriceFormRow, publish_prices, withdraw_prices};
