namespace Tureen.Rooms.Members;

/// <summary>A producer of media or of messages.</summary>
internal interface ISentObject
{
    string Id { get; }

    /// <summary>Bytes that the server keeps of it.</summary>
    long KeptLength { get; }
}
