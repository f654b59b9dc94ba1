namespace Tureen.Rooms.Page.Session;

/// <summary>Receives what a session reports about its room.</summary>
internal interface IRoomListener
{
    void HandleState(RoomState state);

    /// <summary>The server does not answer for a while, or answers again. The session is as it was.</summary>
    void HandleSilence(bool isSilent);

    void HandlePeer(string peerId, string name, bool isNew);

    void HandlePeerGone(string peerId);

    /// <summary>A track came, or something about it changed.</summary>
    void HandleMedia(RemoteMedia media);

    void HandleMediaGone(RemoteMedia media);

    /// <summary>Something about the room itself changed: its hands, its lobby, its settings or the user's rights.</summary>
    void HandleRoom();

    /// <summary>Somebody, perhaps the user, shows a reaction.</summary>
    void HandleReaction(string peerId, string reaction);

    /// <summary>Who speaks loudest; null for nobody.</summary>
    void HandleSpeaker(string? peerId);

    void HandleChat(string peerId, string text);

    /// <summary>The server has a message of the user's own.</summary>
    void HandleChatDelivered(OutgoingChat message);

    /// <summary>A host muted what the user sends of a kind, or ended that.</summary>
    void HandleMuted(string kind, bool isMuted);

    /// <summary>A host asks the user to unmute what the user sends of a kind.</summary>
    void HandleUnmuteRequest(string kind);

    void HandleProblem(string text);
}
