"""Opening hours worked out a second time, by other means than the program's.

    independent.py FROM UNTIL STEP

The arguments are minutes; FROM and UNTIL are counted from 1970-01-01 00:00 UTC. Prints what it was made with, then a
line per schedule: its name, a space, and a digit for each moment, 1 where it is open.

Nothing here is translated from the program, and no rule is read. Each schedule is described in words and answered by
looking at the clock on its wall; time zones come from `zoneinfo`, public holidays from `holidays`. There are no tables
and no intervals in which both sides could share a mistake. Runs on Python 3.9 and newer.
"""

import importlib.util
import platform
import sys
import zoneinfo
from datetime import date, datetime, time, timedelta

import holidays

# The pinned time zones where they are installed, not the system's, which may be older.
if importlib.util.find_spec("tzdata"):
    zoneinfo.reset_tzpath(to=())

MONDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY = 0, 3, 4, 5, 6
DAY = timedelta(days=1)
# One more at each end: clocks far ahead of UTC are in the next year already.
YEARS = range(2025, 2031)

POLAND = holidays.Poland(years=YEARS, language="en_US")
EASTERS = {day for year in YEARS for day in holidays.Poland(years=year, language="en_US").get_named("Easter Sunday")}
POLISH = set(POLAND)
# The package counts Assumption Day among the Catholic holidays, because it holds in most towns, not in all.
BAVARIAN = set(holidays.Germany(subdiv="BY", categories=("public", "catholic"), years=YEARS))
NEW_ZEALAND = set(holidays.NewZealand(years=YEARS))


def auckland(day, clock):
    """Monday to Thursday from half past eight to half past five, on Friday to three. Not on public holidays.

    Not in New York, for instance: for the United States the package lists Columbus Day, which half of the states do
    not keep and the program does not know. Where a holiday of New Zealand falls on a weekend, the package lists that
    day and the Monday instead of it, the program the Monday alone: the same for hours of weekdays.
    """
    if day in NEW_ZEALAND:
        return False
    if day.weekday() == FRIDAY:
        return time(8, 30) <= clock < time(15)
    return MONDAY <= day.weekday() <= THURSDAY and time(8, 30) <= clock < time(17, 30)


def bar(day, clock):
    """Friday and Saturday nights from eight to four in the morning. Not on public holidays.

    A holiday is a calendar day, from midnight to midnight, as OpenStreetMap has it: the night that began the evening
    before ends at its midnight. The morning belongs to the evening before it: where that was a holiday's, and nobody
    came, there is nothing to go on until four.
    """
    if day in POLISH:
        return False
    if clock < time(4):
        return is_bar_evening(day - DAY)
    return is_bar_evening(day) and clock >= time(20)


def is_bar_evening(day):
    """Whether the bar opens in the evening of that day."""
    return day.weekday() in (FRIDAY, SATURDAY) and day not in POLISH


def club(day, clock):
    """Thursday to Saturday from nine in the evening to three. Not from 24 to 26 December.

    Other nights: 30 April 2026 from eight to five; 31 December 2026 to 2 January 2027 from ten to six, each of the
    three; none on 1 April 2028, a Saturday. These go on after midnight whatever the next day is. A usual night ends at
    midnight where the next day is one of them, or one of Christmas.
    """
    yesterday = day - DAY
    goes_on = yesterday in CLUB_NIGHTS or not (day in CLUB_NIGHTS or is_christmas(day))
    tonight, last_night = club_night(day), club_night(yesterday)
    return bool(tonight and clock >= tonight[0] or goes_on and last_night and clock < last_night[1])


CLUB_NIGHTS = {
    date(2026, 4, 30): (time(20), time(5)),
    date(2026, 12, 31): (time(22), time(6)),
    date(2027, 1, 1): (time(22), time(6)),
    date(2027, 1, 2): (time(22), time(6)),
    date(2028, 4, 1): None,
}


def club_night(evening):
    """When it begins, and when it ends on the next day."""
    if evening in CLUB_NIGHTS:
        return CLUB_NIGHTS[evening]
    is_usual = THURSDAY <= evening.weekday() <= SATURDAY and not is_christmas(evening)
    return (time(21), time(3)) if is_usual else None


def is_christmas(day):
    return day.month == 12 and 24 <= day.day <= 26


def desk(day, clock):
    """Monday to Friday from eight to four. Not on public holidays.

    Moving house from 10 to 14 August 2026, stocktaking from 27 December 2027 to 4 January 2028: closed. New Year's
    Eve 2026: to noon. 3 May 2028, a public holiday, is an open day: from ten to two.
    """
    if date(2026, 8, 10) <= day <= date(2026, 8, 14) or date(2027, 12, 27) <= day <= date(2028, 1, 4):
        return False
    if day == date(2026, 12, 31):
        return time(8) <= clock < time(12)
    if day == date(2028, 5, 3):
        return time(10) <= clock < time(14)
    return day not in POLISH and day.weekday() <= FRIDAY and time(8) <= clock < time(16)


def munich(day, clock):
    """March to October: Monday to Saturday from nine to six. November to February: Monday to Friday from ten to four.

    Not on the public holidays of Bavaria.
    """
    if day in BAVARIAN:
        return False
    if 3 <= day.month <= 10:
        return day.weekday() <= SATURDAY and time(9) <= clock < time(18)
    return day.weekday() <= FRIDAY and time(10) <= clock < time(16)


def shop(day, clock):
    """Monday to Friday from nine to six with an hour's break at one, on Saturday to two. Not on public holidays.

    On the Sundays on which shops in Poland may open, from ten to six.
    """
    if day in POLISH:
        return False
    if day.weekday() == SUNDAY:
        return may_trade(day) and time(10) <= clock < time(18)
    if day.weekday() == SATURDAY:
        return time(9) <= clock < time(14)
    return time(9) <= clock < time(13) or time(14) <= clock < time(18)


def may_trade(sunday):
    """The last Sunday of January, April, June and August, the one before Easter, the three before Christmas Eve."""
    last_of_month = (sunday + 7 * DAY).month != sunday.month
    before_christmas_eve = date(sunday.year, 12, 24) - sunday
    return (
        (last_of_month and sunday.month in (1, 4, 6, 8))
        or sunday + 7 * DAY in EASTERS
        or DAY <= before_christmas_eve <= 21 * DAY
    )


SCHEDULES = {
    auckland: "Pacific/Auckland",
    bar: "Europe/Warsaw",
    club: "Europe/Warsaw",
    desk: "Europe/Warsaw",
    munich: "Europe/Berlin",
    shop: "Europe/Warsaw",
}


def main():
    first, last, step = (int(argument) for argument in sys.argv[1:])
    print(f"Python {platform.python_version()}, holidays {holidays.__version__}")
    for is_open, place in SCHEDULES.items():
        zone = zoneinfo.ZoneInfo(place)
        walls = (datetime.fromtimestamp(60 * minute, zone) for minute in range(first, last, step))
        print(is_open.__name__, "".join("01"[is_open(wall.date(), wall.time())] for wall in walls))


main()
