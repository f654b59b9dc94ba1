namespace Tureen.Rooms.Page.Session;

/// <summary>Why less of a picture arrives than the page wants.</summary>
internal enum Reduction
{
    /// <summary>All of it arrives, or it is not known why not.</summary>
    None,

    /// <summary>The connection to this page carries no more.</summary>
    Connection,

    /// <summary>The sender sends no more.</summary>
    Sender,
}
