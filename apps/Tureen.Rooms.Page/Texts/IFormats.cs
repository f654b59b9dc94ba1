namespace Tureen.Rooms.Page.Texts;

/// <summary>How a language writes numbers and times, and which form words have beside a number.</summary>
internal interface IFormats
{
    string Number(double value, int digits);

    /// <summary>The time of the day, now.</summary>
    string Now();

    /// <summary>The plural form of Unicode CLDR: zero, one, two, few, many or other.</summary>
    string PluralOf(int number);
}
