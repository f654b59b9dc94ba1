namespace Tureen.Rooms.Signaling;

/// <summary>Which generation of the mediasoup demo a client speaks.</summary>
internal enum Dialect
{
    /// <summary>JavaScript, 2019 to 2024.</summary>
    Classic,

    /// <summary>TypeScript, since 2025.</summary>
    Modern,
}
