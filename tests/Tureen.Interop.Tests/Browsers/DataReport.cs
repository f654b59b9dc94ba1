namespace Tureen.Interop.Tests.Browsers;

/// <summary>What a page received on one data channel.</summary>
internal sealed record DataReport(
    string Id,
    string PeerId,
    string Label,
    string Protocol,
    string ReadyState,
    int Count,
    int Duplicates,
    bool IsInOrder,
    long Bytes,
    int Empty,
    int Broken,
    IReadOnlyList<string> Texts);
