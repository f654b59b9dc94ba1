using Tureen.Ortc.Sdp;


namespace Tureen.Client.Browser.Handlers;

/// <summary>The section of a session that carries all data channels, and the numbers of their streams.</summary>
internal sealed class DataSection(ServerDescription remote)
{
    /// <summary>Browsers that do not report their limit of channels allow as many as SCTP has streams.</summary>
    private const int DefaultMaxChannels = 65536;

    private bool _hasUsedData;

    /// <summary>The stream of the next channel that this side opens.</summary>
    public int NextStreamId { get; private set; }

    /// <summary>Whether both sides have the section.</summary>
    public bool IsNegotiated { get; set; }

    /// <summary>The browser made a channel on the next stream.</summary>
    public void HandleChannelCreated(int? maxChannels)
    {
        _hasUsedData = true;
        NextStreamId = (NextStreamId + 1) % (maxChannels ?? DefaultMaxChannels);
    }

    /// <summary>A new peer connection has no channels yet.</summary>
    public void Reset()
    {
        NextStreamId = 0;
        _hasUsedData = false;
    }

    /// <summary>
    /// Answers the section of data, where the browser offers it next: also after a data channel whose opening failed, since browsers offer the
    /// section from the first channel on, closed or not.
    /// </summary>
    public void AnswerIfOffered(SessionDescription offer)
    {
        if (_hasUsedData && !IsNegotiated && offer.Media.Count > remote.Count && offer.Media[remote.Count] is { Type: "application" } section)
        {
            remote.AnswerData(section);
            IsNegotiated = true;
        }
    }
}
