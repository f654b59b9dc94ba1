using Tureen.Client.Browser.Encryption;
using Tureen.Rooms.Page.Dom;
using Tureen.Rooms.Page.Texts;

namespace Tureen.Rooms.Page.Joining;

/// <summary>Whether the call is encrypted end to end: as the link says, otherwise as the user chooses.</summary>
/// <param name="problem">Where it says why nobody gets in this way.</param>
internal sealed class EncryptionChoice(JoinProblem problem)
{
    private readonly Element _box = Document.ById("join-encrypt");

    /// <summary>Shows what the link says. Whoever follows one with a key has no choice: the others would not understand.</summary>
    public void Show()
    {
        bool hasKey = RoomLink.KeyOf(Document.Address).Length > 0;
        _box.IsChecked = hasKey;
        _box.IsDisabled = hasKey;
    }

    /// <summary>Finds the key of the call. Nobody gets in without encryption who asked for it.</summary>
    /// <param name="key">The key; null for a call that is encrypted up to the server only.</param>
    /// <returns>False when the user cannot get in this way, and reads why.</returns>
    public bool TryGetKey(out FrameKey? key)
    {
        key = null;
        string text = RoomLink.KeyOf(Document.Address);
        if (text.Length == 0 && !_box.IsChecked)
        {
            return true;
        }

        if (!FrameEncryption.IsSupported)
        {
            problem.ShowForm(Language.Text("join.cannotEncrypt"));
            return false;
        }

        if (text.Length == 0)
        {
            key = FrameKey.Create();
        }
        else if (!FrameKey.TryParse(text, out key))
        {
            problem.ShowForm(Language.Text("join.wrongKey"));
        }

        return key is not null;
    }
}
