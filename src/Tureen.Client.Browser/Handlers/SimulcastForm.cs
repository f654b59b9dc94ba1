namespace Tureen.Client.Browser.Handlers;

/// <summary>How a browser sends several encodings of one track.</summary>
internal enum SimulcastForm
{
    /// <summary>Streams with RIDs, all with the same number of temporal layers.</summary>
    RidsOfOneMode,

    /// <summary>Streams with RIDs.</summary>
    Rids,

    /// <summary>Streams with consecutive SSRCs, written into the offer.</summary>
    Ssrcs,
}
