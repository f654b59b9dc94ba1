using Tureen.Rooms.Page.Dom;

Document.SetTitle("Tureen rooms");
Document.Show("join");
