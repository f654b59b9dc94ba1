namespace Tureen.Rooms.Page.Protoo;

/// <summary>The state of the connection to the server.</summary>
internal enum LinkState
{
    /// <summary>The server answers.</summary>
    Alive,

    /// <summary>The server has not answered for a while; it may come back.</summary>
    Silent,

    /// <summary>The server has not answered for so long that another connection is the better way.</summary>
    Lost,
}
