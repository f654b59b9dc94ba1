namespace Tureen.Rooms.Security;

/// <summary>Requests that share one rate.</summary>
internal enum RequestKind
{
    /// <summary>Pages, and what is not there.</summary>
    File,

    /// <summary>WebSockets.</summary>
    Upgrade,

    /// <summary>The HTTP API of rooms.</summary>
    Api,

    /// <summary>WHIP and WHEP.</summary>
    Media,

    /// <summary>The status page.</summary>
    Status,
}
