-- A lease is armed for what comes next, and that arms what comes after it. Where there are two timers of a lease, the later one goes.
DELETE FROM store.due_work AS later
 USING store.due_work AS next
 WHERE later.key = next.key
   AND later.kind IN ('lease.before_end', 'lease.end')
   AND next.kind IN ('lease.before_end', 'lease.end')
   AND (later.due_at, later.kind) > (next.due_at, next.kind);
