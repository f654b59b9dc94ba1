using Tureen.Client.Browser;
using Tureen.Ortc;
using Tureen.Tests.Client.Browser.Handlers;

namespace Tureen.Tests.Client.Browser;

public sealed class BrowserTrackTests
{
    [Fact]
    public void Another_implementation_of_a_track_is_refused_by_name()
    {
#pragma warning disable CA1416 // No browser is needed to refuse it.
        MediasoupTypeException error = Assert.Throws<MediasoupTypeException>(() => BrowserTrack.Require(new TestTrack("mine", MediaKind.Video)));
#pragma warning restore CA1416

        Assert.StartsWith("track 'mine' is a TestTrack, not a BrowserTrack", error.Message, StringComparison.Ordinal);
    }
}
