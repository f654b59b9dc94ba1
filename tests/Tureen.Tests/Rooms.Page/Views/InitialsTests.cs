using System.Runtime.Versioning;
using Tureen.Rooms.Page.Views;

namespace Tureen.Tests.Rooms.Page.Views;

[SupportedOSPlatform("browser")]
public sealed class InitialsTests
{
    [Theory]
    [InlineData("Ann (you)", "A")]
    [InlineData("Ada Lovelace", "AL")]
    [InlineData("  grace  brewster hopper ", "GH")]
    [InlineData("Tim", "T")]
    [InlineData("", "?")]
    [InlineData("👩‍🚀 x", "👩‍🚀X")]
    public void The_first_letters_of_the_first_and_the_last_word(string name, string initials) =>
        Assert.Equal(initials, Initials.Of(name));
}
