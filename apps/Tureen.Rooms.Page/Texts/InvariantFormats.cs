using System.Globalization;

namespace Tureen.Rooms.Page.Texts;

/// <summary>English without a browser's help.</summary>
internal sealed class InvariantFormats : IFormats
{
    public string Number(double value, int digits) =>
        value.ToString(digits == 0 ? "0" : $"0.{new string('0', digits)}", CultureInfo.InvariantCulture);

    public string Now() => DateTime.Now.ToString("HH:mm", CultureInfo.InvariantCulture);

    public string PluralOf(int number) => number == 1 ? "one" : "other";
}
