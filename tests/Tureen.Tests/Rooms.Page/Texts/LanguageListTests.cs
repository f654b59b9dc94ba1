using System.Runtime.Versioning;
using Tureen.Rooms.Page.Texts;

namespace Tureen.Tests.Rooms.Page.Texts;

[SupportedOSPlatform("browser")]
public sealed class LanguageListTests
{
    [Theory]
    [InlineData("de-AT,en", "de")]
    [InlineData("nl,pt-BR", "pt")]
    [InlineData("JA", "ja")]
    [InlineData("xx", "en")]
    [InlineData("", "en")]
    public void The_first_language_that_the_page_has_is_chosen(string wanted, string code) =>
        Assert.Equal(code, LanguageList.Choose(wanted.Split(',')));
}
