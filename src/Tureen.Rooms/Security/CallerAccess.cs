namespace Tureen.Rooms.Security;

/// <summary>What a caller may do besides joining rooms. Each includes those before it, for what is configured.</summary>
internal enum CallerAccess
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>A program on this machine, while no token is configured.</summary>
    Local,

    /// <summary>Broadcasts, by the token for them.</summary>
    Broadcaster,

    /// <summary>All, by the token of administrators.</summary>
    Admin,
}
