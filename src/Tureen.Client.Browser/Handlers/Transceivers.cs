using Tureen.Client.Browser.Interop;

namespace Tureen.Client.Browser.Handlers;

/// <summary>The transceivers in use, by the id that the application knows them by, which is their MID.</summary>
internal sealed class Transceivers
{
    private readonly Dictionary<string, ITransceiver> _byId = new(StringComparer.Ordinal);

    public int Count => _byId.Count;

    public void Set(string localId, ITransceiver transceiver) => _byId[localId] = transceiver;

    public void Remove(string localId) => _byId.Remove(localId);

    /// <exception cref="InvalidOperationException">There is none of this id.</exception>
    public ITransceiver Find(string localId) =>
        _byId.GetValueOrDefault(localId) ?? throw new InvalidOperationException($"There is no transceiver '{localId}'.");
}
