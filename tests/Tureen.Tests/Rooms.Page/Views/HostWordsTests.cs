using System.Runtime.Versioning;
using Tureen.Rooms.Page.Views;

namespace Tureen.Tests.Rooms.Page.Views;

[SupportedOSPlatform("browser")]
public sealed class HostWordsTests
{
    [Theory]
    [InlineData("audio", true, "A host muted your microphone: the others do not get it until a host ends that.")]
    [InlineData("screen", false, "A host no longer mutes your screen.")]
    public void A_mute_is_a_sentence(string kind, bool isMuted, string sentence) => Assert.Equal(sentence, HostWords.Muted(kind, isMuted));
}
